import type { Whoami } from "@sluice/client";

/** Who is signed in and what they may do, as the server sees it. */
export class Caller {
  readonly whoami: Whoami;
  readonly #scopes: Set<string>;

  constructor(whoami: Whoami) {
    this.whoami = whoami;
    this.#scopes = new Set(whoami.scopes);
  }

  /** Whether this scope, e.g. `webhooks:write`, is among the caller's. */
  may(scope: string): boolean {
    return this.#scopes.has(scope) || (this.#scopes.has("*") && !scope.startsWith("tenants:"));
  }

  get scopes(): ReadonlySet<string> {
    return this.#scopes;
  }

  get isTest(): boolean {
    return this.whoami.environment === "TEST";
  }

  get isPerson(): boolean {
    return this.whoami.kind === "PERSON" || this.whoami.kind === "OPERATOR";
  }

  get isOperator(): boolean {
    return this.whoami.kind === "OPERATOR";
  }

  /** Whether there is a tenant to see pages of. */
  get hasTenant(): boolean {
    return this.whoami.tenant !== undefined;
  }

  /** What to call the caller. */
  get name(): string {
    const { person, apiKey } = this.whoami;
    return person?.name || person?.email || apiKey?.name || person?.subject || "Unknown";
  }
}
