import { nextId } from "./catalogue.js";
import {
  aDelivery,
  aGrant,
  aKey,
  aMember,
  anAccount,
  anEntry,
  anEvent,
  aUsage,
  aWebhook,
  HOUR,
  instant,
  type Json,
  TENANT,
} from "./records.js";

/** A request to the mock. */
export interface Call {
  method: string;
  /** The path's parts behind `/v1/`. */
  path: string[];
  query: URLSearchParams;
  body: Json;
  headers: NodeJS.Dict<string | string[]>;
}

/** What the mock answers. */
export interface Answer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

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

const NOT_FOUND: Answer = failure(404, "not_found", "There is no such resource in this tenant.");

/** The tenant of the mock: who is signed in, its keys, people, webhooks, audit, and for operators all tenants. */
export class MockTenancy {
  whoami: Json = {
    kind: "API_KEY",
    tenant: TENANT,
    environment: "LIVE",
    apiKey: aKey({ name: "Console" }),
    scopes: ["*", ...ALL_SCOPES],
  };
  account = anAccount();
  usage = aUsage();
  keys: Json[] = [];
  members: Json[] = [];
  grants: Json[] = [];
  webhooks: Json[] = [];
  deliveries: Json[] = [];
  entries: Json[] = [];
  events: Json[] = [];
  tenants: Json[] = [];
  verification: Json = {
    valid: true,
    checked: 1_204,
    firstSequence: 1,
    lastSequence: 1_204,
    lastHash: "ab".repeat(32),
  };
  /** The code with which an undoing is refused, if it is. */
  undoRefusal: [status: number, code: string] | undefined;

  /** Who is told of new events. */
  readonly followers = new Set<(event: Json) => void>();

  happen(event: Json): void {
    this.events.unshift(event);
    for (const follower of this.followers) {
      follower(event);
    }
  }

  /** Undefined if this is about something else. */
  answer(call: Call): Answer | undefined {
    const [resource = ""] = call.path;
    const handlers: Record<string, (call: Call) => Answer> = {
      whoami: () => ok(this.#whoamiFor(call)),
      account: () => this.#account(call),
      "api-keys": () => this.#keys(call),
      members: () => this.#members(call),
      grants: () => this.#grants(call),
      webhooks: () => this.#webhooks(call),
      "webhook-deliveries": () => this.#deliveries(call),
      audit: () => this.#audit(call),
      objects: () => this.#objects(call),
      events: () => this.#events(call),
      tenants: () => this.#tenants(call),
    };
    return handlers[resource]?.(call);
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

  #webhooks({ method, path: [, id, action], query, body }: Call): Answer {
    const webhook = this.webhooks.find((candidate) => candidate.id === id);
    if (id === undefined && method === "POST") {
      const created = aWebhook({ types: [], ...body, createdAt: instant(), updatedAt: instant() });
      this.webhooks.unshift(created);
      return { status: 201, body: { ...created, secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" } };
    }
    if (id === undefined) {
      return page(this.webhooks, query);
    }
    return webhook === undefined ? NOT_FOUND : this.#webhook(method, webhook, action, body);
  }

  #webhook(method: string, webhook: Json, action: string | undefined, body: Json): Answer {
    switch (action) {
      case "rotate":
        Object.assign(webhook, { oldSecretExpiresAt: instant(Number(body.overlap ?? 86_400) * 1_000) });
        return ok({ ...webhook, secret: "whsec_C2FVsBQIhrscChlQIMV3b5ZQRmW5f5Zt" });
      case "test":
        return this.#deliver(webhook.id, { eventType: "webhook.test" });
      case "replay":
        this.#deliver(webhook.id, { replay: true });
        return { status: 202, body: { queued: 1 } };
      default:
        break;
    }
    if (method === "DELETE") {
      this.webhooks = this.webhooks.filter((other) => other !== webhook);
      return { status: 204 };
    }
    if (method === "PATCH") {
      const enabled = body.state === "ENABLED";
      Object.assign(webhook, merged(webhook, body));
      if (enabled) {
        delete webhook.disabledReason;
      }
    }
    return ok(webhook);
  }

  #deliver(webhookId: unknown, change: Json): Answer {
    const delivery = aDelivery(String(webhookId), { createdAt: instant(), ...change });
    this.deliveries.unshift(delivery);
    return { status: 202, body: without({ ...delivery, state: "PENDING", attemptCount: 0 }, "attempts") };
  }

  #deliveries({ path: [, id, action], query }: Call): Answer {
    const delivery = this.deliveries.find((candidate) => candidate.id === id);
    if (id === undefined) {
      const found = this.deliveries
        .filter(inState(query))
        .filter(({ webhookId }) => webhookId === query.get("webhookId"));
      return page(
        found.map((item) => without(item, "attempts")),
        query,
      );
    }
    if (delivery === undefined) {
      return NOT_FOUND;
    }
    return action === "replay"
      ? this.#deliver(delivery.webhookId, { eventId: delivery.eventId, eventType: delivery.eventType, replay: true })
      : ok(delivery);
  }

  #audit({ path: [, id, action], query }: Call): Answer {
    if (id === undefined) {
      return page(
        this.entries.filter((entry) => matches(entry, query)),
        query,
      );
    }
    if (id === "verify") {
      return ok(this.verification);
    }
    if (id === "export") {
      const body = this.entries.map((entry) => `${JSON.stringify(entry)}\n`).join("");
      return { status: 200, body, headers: { "Content-Type": "application/x-ndjson" } };
    }
    const entry = this.entries.find((candidate) => candidate.id === id);
    if (entry === undefined) {
      return NOT_FOUND;
    }
    return action === "undo" ? this.#undo(entry) : ok(entry);
  }

  #undo(entry: Json): Answer {
    if (this.undoRefusal !== undefined) {
      return failure(this.undoRefusal[0], this.undoRefusal[1], "It cannot be undone.");
    }
    const changes = (entry.changes as Json[]).map(({ pointer, before, after }) => ({
      pointer,
      ...(after !== undefined && { before: after }),
      ...(before !== undefined && { after: before }),
    }));
    const { before, after } = entry;
    const undoing = anEntry(this.entries.length + 1, {
      operation: "undoChange",
      undoes: entry.id,
      before: after,
      after: before,
      changes,
      at: instant(),
    });
    this.entries.unshift(undoing);
    return ok(undoing);
  }

  #objects({ path: [, id, action], query }: Call): Answer {
    const states = this.events
      .filter(({ object }) => (object as Json).id === id)
      .map(({ createdAt, id: eventId, type, sequence, actor, data }) => ({
        at: createdAt,
        eventId,
        type,
        sequence,
        actor,
        data,
      }));
    if (states.length === 0) {
      return NOT_FOUND;
    }
    if (action === "history") {
      return page(states, query);
    }
    const changes = [
      { pointer: "/title", before: "Harbour", after: "Harbour at dawn" },
      { pointer: "/progress", before: 0, after: 100 },
    ];
    return ok({ objectId: id, from: states.at(-1), to: states[0], changes });
  }

  #events({ query }: Call): Answer {
    const type = query.get("type");
    return page(
      this.events.filter((event) => type === null || isOfType(String(event.type), type)),
      query,
    );
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

  /** Something of everything, as a tenant has it after some months. */
  fill(video: Json & { id: string }): void {
    this.keys = [
      aKey({
        name: "Website",
        kind: "PUBLISHABLE",
        hint: "slp_live_8d…aa31",
        scopes: ["videos:read", "playback-ids:read"],
        origins: ["https://www.harbour.example", "https://m.harbour.example"],
        lastUsedAt: instant(-60_000),
      }),
      aKey({
        lastUsedAt: instant(-2 * HOUR),
        expiresAt: instant(20 * 24 * HOUR),
        scopes: ["uploads:read", "uploads:write", "videos:read", "jobs:read"],
      }),
      aKey({
        name: "Continuous integration",
        environment: "TEST",
        hint: "slk_test_77…c0de",
        lastUsedAt: instant(-26 * HOUR),
      }),
      aKey({
        name: "Old importer of the archive that nobody dares to switch off",
        state: "EXPIRED",
        expiresAt: instant(-3 * 24 * HOUR),
      }),
      aKey({ name: "Laptop that was stolen", state: "REVOKED", lastUsedAt: instant(-9 * 24 * HOUR) }),
    ];
    this.members = [
      without(
        aMember({
          email: "grace@harbour.example",
          roles: ["EDITOR", "ANALYST"],
          state: "INVITED",
          createdAt: instant(-HOUR),
        }),
        "name",
        "lastSeenAt",
      ),
      aMember({
        email: "edsger.with-a-very-long-address@subsidiary.harbour.example",
        name: "Edsger Quay",
        roles: ["PUBLISHER"],
        lastSeenAt: instant(-5 * 24 * HOUR),
      }),
      aMember(),
    ];
    this.grants = [
      aGrant(),
      aGrant({
        access: "WRITE",
        reason: "Migration of the archive, as agreed by phone",
        state: "EXPIRED",
        expiresAt: instant(-9 * 24 * HOUR),
      }),
    ];
    const failing = aWebhook({
      url: "https://staging.harbour.example/hooks",
      types: [],
      state: "DISABLED",
      disabledReason: "Every delivery of the last 5 days failed; the last answer was 503.",
    });
    const webhook = aWebhook({ description: "Website: publish when ready" });
    this.webhooks = [failing, webhook];
    this.deliveries = [
      aDelivery(String(webhook.id)),
      aDelivery(String(webhook.id), {
        eventType: "video.updated",
        state: "PENDING",
        attemptCount: 2,
        nextAttemptAt: instant(4 * 60_000),
      }),
      aDelivery(String(webhook.id), {
        eventType: "video.created",
        state: "FAILED",
        attemptCount: 12,
        createdAt: instant(-30 * HOUR),
      }),
      aDelivery(String(webhook.id), { replay: true, createdAt: instant(-40 * HOUR) }),
    ];
    this.entries = [
      anEntry(1),
      anEntry(2, {
        operation: "createApiKey",
        actor: { kind: "API_KEY", id: nextId("apk"), name: "Console" },
        before: undefined,
        changes: undefined,
        undoable: false,
        object: { type: "api_key", id: nextId("apk") },
      }),
      anEntry(3, {
        operation: "getVideo",
        actor: { kind: "OPERATOR", id: "otto", name: "Otto Operator", grantId: String(this.grants[0]?.id) },
        before: undefined,
        after: undefined,
        changes: undefined,
        undoable: false,
      }),
      anEntry(4, {
        operation: "deleteVideo",
        outcome: 403,
        before: undefined,
        after: undefined,
        changes: undefined,
        undoable: false,
      }),
      anEntry(5, {
        operation: "completeJob",
        actor: { kind: "SYSTEM" },
        address: undefined,
        requestId: undefined,
        undoable: false,
      }),
    ].map((entry) => JSON.parse(JSON.stringify(entry)) as Json);
    const data = { id: video.id, title: "Harbour at dawn", state: "READY", playable: true, progress: 100 };
    this.events = [
      anEvent("video.ready", data, { sequence: 3, actor: { kind: "SYSTEM" }, createdAt: instant(-2 * 60_000) }),
      anEvent("video.updated", data, { sequence: 2, createdAt: instant(-4 * 60_000) }),
      anEvent(
        "video.created",
        { ...data, title: "Harbour", state: "WAITING", progress: 0 },
        { createdAt: instant(-9 * 60_000), actor: { kind: "API_KEY", id: nextId("apk"), name: "Import script" } },
      ),
      anEvent("api_key.created", { id: nextId("apk"), name: "Website" }, { createdAt: instant(-26 * HOUR) }),
    ];
    this.tenants = [
      anAccount({
        id: nextId("ten"),
        name: "Canal Museum",
        state: "SUSPENDED",
        suspension: { playback: "CONTINUE", reason: "Invoice 1881 is open" },
        externalId: "customer-17",
      }),
      anAccount(),
    ];
  }
}

function ok(body: unknown): Answer {
  return { status: 200, body };
}

export function failure(status: number, code: string, detail: string): Answer {
  const culprit = status < 500 ? "client" : "server";
  return { status, body: { type: "about:blank", title: code, status, detail, code, culprit, requestId: "req_mock" } };
}

function page(all: unknown[], query: URLSearchParams): Answer {
  const start = Number(query.get("cursor") ?? 0);
  const end = start + Number(query.get("limit") ?? 20);
  return ok({ items: all.slice(start, end), ...(end < all.length && { nextCursor: String(end) }) });
}

function inState(query: URLSearchParams): (item: Json) => boolean {
  const state = query.get("state");
  return (item) => state === null || item.state === state;
}

function matches(entry: Json, query: URLSearchParams): boolean {
  const is = (name: string, value: unknown) => !query.has(name) || query.get(name) === value;
  return (
    is("operation", entry.operation) &&
    is("requestId", entry.requestId) &&
    is("objectId", (entry.object as Json | undefined)?.id) &&
    is("actorId", (entry.actor as Json).id)
  );
}

export function isOfType(type: string, wanted: string): boolean {
  return wanted.split(",").some((one) => (one.endsWith(".*") ? type.startsWith(one.slice(0, -1)) : type === one));
}

/** JSON Merge Patch (RFC 7396). */
function merged(before: Json, patch: Json): Json {
  const after = { ...before };
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) {
      delete after[name];
      delete before[name];
    } else if (typeof value === "object" && !Array.isArray(value)) {
      after[name] = merged({ ...(before[name] as Json | undefined) }, value as Json);
    } else {
      after[name] = value;
    }
  }
  return after;
}

function without(object: Json, ...names: string[]): Json {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}
