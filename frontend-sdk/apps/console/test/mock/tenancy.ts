import { MockActivity } from "./activity.js";
import { type Answer, type Call, failure, inState, merged, NOT_FOUND, ok, page, without } from "./answers.js";
import { nextId } from "./catalogue.js";
import { aGrant, aKey, aMember, anAccount, aUsage, instant, type Json, TENANT } from "./records.js";

export const READING = [
  "videos",
  "uploads",
  "jobs",
  "playback-ids",
  "signing-keys",
  "events",
  "webhooks",
  "audit",
  "account",
];
const WRITING = [...READING.filter((name) => name !== "jobs" && name !== "events"), "playback-tokens"];
export const ALL_SCOPES = [
  ...[...READING, "api-keys", "members", "grants"].map((name) => `${name}:read`),
  ...[...WRITING, "api-keys", "members", "grants"].map((name) => `${name}:write`),
];

/** The tenant of the mock: who is signed in, its keys, people, webhooks, audit, and for operators all tenants. */
export class MockTenancy extends MockActivity {
  whoami: Json = {
    kind: "API_KEY",
    tenant: TENANT,
    environment: "LIVE",
    apiKey: aKey({ name: "Console" }),
    scopes: ALL_SCOPES,
  };
  account = anAccount();
  usage = aUsage();
  keys: Json[] = [];
  members: Json[] = [];
  grants: Json[] = [];
  tenants: Json[] = [];
  /** Undefined if this is about something else. */
  answer(call: Call): Answer | undefined {
    const [resource = ""] = call.path;
    const handlers: Record<string, (call: Call) => Answer> = {
      whoami: () => ok(this.#whoamiFor(call)),
      account: () => this.#account(call),
      "api-keys": () => this.#keys(call),
      members: () => this.#members(call),
      grants: () => this.#grants(call),
      tenants: () => this.#tenants(call),
    };
    return handlers[resource]?.(call) ?? this.activityOf(call);
  }

  #whoamiFor({ headers }: Call): Json {
    const tenants = (this.whoami.tenants ?? []) as Json[];
    const tenant = tenants.find(({ id }) => id === headers["sluice-tenant"]) ?? this.whoami.tenant;
    const grant = this.grants.find(({ id }) => id === headers["sluice-grant"]);
    return {
      ...this.whoami,
      ...(tenant !== undefined && { tenant }),
      ...(headers["sluice-environment"] === "TEST" && { environment: "TEST" }),
      ...(grant !== undefined && { grant, tenant: TENANT, scopes: ALL_SCOPES }),
    };
  }

  #account({ method, path, body, headers }: Call): Answer {
    if (path[1] === "usage") {
      return ok(this.usage);
    }
    if (method === "PATCH") {
      if (headers["if-match"] !== `"${String(this.account.updatedAt)}"`) {
        return failure(412, "precondition_failed", "The tenant has changed since.");
      }
      Object.assign(this.account, merged(this.account, body), { updatedAt: instant(1) });
    }
    return { ...ok(this.account), headers: { ETag: `"${String(this.account.updatedAt)}"` } };
  }

  #keys({ method, path: [, id, action], query, body }: Call): Answer {
    const key = this.keys.find((candidate) => candidate.id === id);
    if (id === undefined) {
      return method === "POST" ? this.#createKey(body) : page(this.keys.filter(inState(query)), query);
    }
    if (key === undefined) {
      return NOT_FOUND;
    }
    if (action === "rotate") {
      const fresh = { ...key, id: nextId("apk"), createdAt: instant(), secret: "slk_live_rotated0rotated0rotated0" };
      Object.assign(key, { replacedBy: fresh.id, expiresAt: instant(Number(body.overlap ?? 86_400) * 1_000) });
      this.keys.unshift(without(fresh, "secret"));
      return { status: 201, body: fresh };
    }
    if (method === "DELETE") {
      key.state = "REVOKED";
      return { status: 204 };
    }
    Object.assign(key, merged(key, body));
    return ok(key);
  }

  #createKey(body: Json): Answer {
    const isPublishable = body.kind === "PUBLISHABLE";
    const key = aKey({
      scopes: isPublishable ? ["videos:read", "playback-ids:read"] : ["*"],
      hint: isPublishable ? "slp_live_a1…77xz" : "slk_live_a1…77xz",
      ...body,
      createdAt: instant(),
    });
    this.keys.unshift(key);
    return {
      status: 201,
      body: { ...key, secret: `${isPublishable ? "slp" : "slk"}_live_a1b2c3d4e5f6g7h8j9k0m1n2p3q477xz` },
    };
  }

  #members({ method, path: [, id], query, body }: Call): Answer {
    const member = this.members.find((candidate) => candidate.id === id);
    if (id === undefined && method === "POST") {
      if (this.members.some(({ email }) => email === body.email)) {
        return failure(409, "already_member", `${String(body.email)} is a member already.`);
      }
      const invited = without(aMember({ ...body, state: "INVITED", createdAt: instant() }), "name", "lastSeenAt");
      this.members.unshift(invited);
      return { status: 201, body: invited };
    }
    if (id === undefined) {
      return page(this.members, query);
    }
    if (member === undefined) {
      return NOT_FOUND;
    }
    if (method === "DELETE") {
      this.members = this.members.filter((other) => other !== member);
      return { status: 204 };
    }
    Object.assign(member, body);
    return ok(member);
  }

  #grants({ method, path: [, id], query, body }: Call): Answer {
    const grant = this.grants.find((candidate) => candidate.id === id);
    if (id === undefined && method === "POST") {
      const { expiresIn, ...rest } = body;
      const created = aGrant({ ...rest, expiresAt: instant(Number(expiresIn ?? 3_600) * 1_000), createdAt: instant() });
      this.grants.unshift(created);
      return { status: 201, body: created };
    }
    if (id === undefined) {
      return page(this.grants.filter(inState(query)), query);
    }
    if (grant === undefined) {
      return NOT_FOUND;
    }
    Object.assign(grant, { state: "ENDED", endedAt: instant() });
    return { status: 204 };
  }

  #tenants({ method, path: [, id, action], query, body }: Call): Answer {
    const tenant = this.tenants.find((candidate) => candidate.id === id);
    if (id === undefined && method === "POST") {
      const { ownerEmail: _owner, limits, ...rest } = body;
      const created = anAccount({
        brand: {},
        domains: [],
        defaults: {},
        ...rest,
        id: nextId("ten"),
        limits: merged({}, limits as Json),
      });
      this.tenants.unshift(created);
      const key = aKey({ name: "First key", createdAt: instant(), secret: "slk_live_firstfirstfirstfirstfirst00" });
      return { status: 201, body: { tenant: created, apiKeys: [key] } };
    }
    if (id === undefined) {
      return page(this.tenants.filter(inState(query)), query);
    }
    return tenant === undefined ? NOT_FOUND : this.#tenant(method, tenant, action, body);
  }

  #tenant(method: string, tenant: Json, action: string | undefined, body: Json): Answer {
    if (action === "usage") {
      return ok(this.usage);
    }
    if (action === "suspend") {
      Object.assign(tenant, { state: "SUSPENDED", suspension: body });
    } else if (action === "resume") {
      tenant.state = "ACTIVE";
      delete tenant.suspension;
    } else if (method === "PATCH") {
      Object.assign(tenant, merged(tenant, body));
    } else if (method === "DELETE") {
      tenant.state = "DELETED";
      return { status: 204 };
    }
    return ok(tenant);
  }
}
