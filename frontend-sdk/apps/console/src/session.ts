import type { Tokens } from "./access/tokens.js";

const KEY = "sluice.apiKey";
const TOKENS = "sluice.tokens";
const CHOICE = "sluice.choice";

/** For whom and in which world a person acts. */
export interface Choice {
  tenant?: string;
  environment?: "LIVE" | "TEST";
  grant?: string;
}

/**
 * What this browser is signed in with: an API key, kept until the sign-out, or a person's tokens, which end with the tab.
 */
export const session = {
  get apiKey(): string | null {
    return localStorage.getItem(KEY);
  },

  get tokens(): Tokens | undefined {
    return readJson<Tokens>(TOKENS);
  },

  get choice(): Choice {
    return readJson<Choice>(CHOICE) ?? {};
  },

  get isSignedIn(): boolean {
    return session.apiKey !== null || session.tokens !== undefined;
  },

  signIn(apiKey: string): void {
    session.signOut();
    localStorage.setItem(KEY, apiKey);
  },

  signInPerson(tokens: Tokens): void {
    localStorage.removeItem(KEY);
    sessionStorage.setItem(TOKENS, JSON.stringify(tokens));
  },

  choose(choice: Choice): void {
    sessionStorage.setItem(CHOICE, JSON.stringify(choice));
  },

  signOut(): void {
    localStorage.removeItem(KEY);
    sessionStorage.removeItem(TOKENS);
    sessionStorage.removeItem(CHOICE);
  },

  /** Calls back when another tab signs in or out. */
  onOtherTab(changed: () => void): void {
    addEventListener("storage", (event) => {
      if (event.storageArea === localStorage && (event.key === KEY || event.key === null)) {
        changed();
      }
    });
  },
};

/** Takes a key handed over as `#key=slk_…`, which never reaches a server, and removes it from the address bar. */
export function takeKeyFromAddress(): boolean {
  const match = /^#key=([A-Za-z0-9_.~-]+)$/.exec(location.hash);
  if (match?.[1] === undefined) {
    return false;
  }
  session.signIn(match[1]);
  history.replaceState(null, "", location.pathname + location.search);
  return true;
}

function readJson<T>(name: string): T | undefined {
  try {
    return (JSON.parse(sessionStorage.getItem(name) ?? "null") as T | null) ?? undefined;
  } catch {
    return undefined;
  }
}
