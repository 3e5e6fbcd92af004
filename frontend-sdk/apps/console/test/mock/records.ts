/** Keys, people, webhooks and what has happened, in the shapes of the contract, for the mock. */
import { nextId } from "./catalogue.js";

export type Json = Record<string, unknown>;

const SECOND = 1_000;
export const HOUR = 3_600 * SECOND;
export const DAY = 24 * HOUR;

/** An instant so many milliseconds from now. */
export function instant(offset = 0): string {
  return new Date(Date.now() + offset).toISOString();
}

export const TENANT = { id: "ten_01jd8wq2k30000000000000001", name: "Harbour TV" };

export function aKey(change: Json = {}): Json {
  return {
    id: nextId("apk"),
    name: "Import script",
    kind: "SECRET",
    environment: "LIVE",
    state: "ACTIVE",
    hint: "slk_live_4f…9k2d",
    scopes: ["*"],
    createdAt: instant(-40 * DAY),
    ...change,
  };
}

export function aMember(change: Json = {}): Json {
  return {
    id: nextId("mem"),
    email: "ada@harbour.example",
    name: "Ada Lock",
    roles: ["OWNER"],
    state: "ACTIVE",
    lastSeenAt: instant(-4 * 60 * SECOND),
    createdAt: instant(-90 * DAY),
    ...change,
  };
}

export function aGrant(change: Json = {}): Json {
  return {
    id: nextId("gra"),
    tenantId: TENANT.id,
    operator: "Otto Operator (otto@sluice.example)",
    access: "READ",
    reason: "Ticket 4711: uploads seem to be stuck",
    state: "ACTIVE",
    expiresAt: instant(42 * 60 * SECOND),
    createdAt: instant(-18 * 60 * SECOND),
    ...change,
  };
}

export function aWebhook(change: Json = {}): Json {
  return {
    id: nextId("whk"),
    url: "https://www.harbour.example/hooks/sluice",
    types: ["video.*"],
    state: "ENABLED",
    createdAt: instant(-30 * DAY),
    updatedAt: instant(-2 * DAY),
    ...change,
  };
}

export function anAttempt(number: number, status: number | undefined, eventId: string): Json {
  const body = JSON.stringify({ id: eventId, type: "video.ready", data: { title: "Harbour at dawn", state: "READY" } });
  return {
    number,
    sentAt: instant(-number * 60 * SECOND),
    durationMillis: status === undefined ? 15_000 : 184,
    request: {
      url: "https://www.harbour.example/hooks/sluice",
      headers: { "content-type": "application/json", "webhook-id": eventId, "webhook-timestamp": "1795561200" },
      body,
    },
    ...(status === undefined
      ? { failure: "The endpoint did not answer within 15 s." }
      : { response: { httpStatus: status, headers: { "content-type": "text/plain", server: "nginx" }, body: "ok" } }),
  };
}

export function aDelivery(webhookId: string, change: Json = {}): Json {
  const eventId = nextId("evt");
  return {
    id: nextId("whd"),
    webhookId,
    eventId,
    eventType: "video.ready",
    state: "SUCCEEDED",
    attemptCount: 1,
    replay: false,
    attempts: [anAttempt(1, 204, eventId)],
    createdAt: instant(-12 * 60 * SECOND),
    ...change,
  };
}

export function anEvent(type: string, object: Json & { id: string }, change: Json = {}): Json {
  return {
    id: nextId("evt"),
    type,
    sequence: 1,
    object: { type: type.split(".")[0], id: object.id },
    data: object,
    actor: { kind: "PERSON", id: nextId("mem"), name: "Ada Lock" },
    requestId: "req_7f3k",
    createdAt: instant(),
    ...change,
  };
}

const HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

export function anEntry(sequence: number, change: Json = {}): Json {
  return {
    id: nextId("aud"),
    sequence,
    at: instant(-sequence * 7 * 60 * SECOND),
    actor: { kind: "PERSON", id: nextId("mem"), name: "Ada Lock" },
    address: "203.0.113.7",
    operation: "updateVideo",
    outcome: 200,
    object: { type: "video", id: "vid_01jd8wq2k30000000000000007" },
    before: { title: "Harbour", description: "Shot from the east pier.", tags: ["sea"] },
    after: { title: "Harbour at dawn", description: "Shot from the east pier.", tags: ["sea", "morning"] },
    changes: [
      { pointer: "/title", before: "Harbour", after: "Harbour at dawn" },
      { pointer: "/tags/1", after: "morning" },
    ],
    undoable: true,
    requestId: "req_7f3k",
    previousHash: HASH,
    hash: HASH.split("").reverse().join(""),
    ...change,
  };
}

export function anAccount(change: Json = {}): Json {
  return {
    ...TENANT,
    state: "ACTIVE",
    limits: { storageBytes: 50_000_000_000, requestsPerMinute: 6_000 },
    brand: { displayName: "Harbour TV", primaryColor: "#1f6feb", backgroundColor: "#ffffff", textColor: "#101820" },
    domains: ["video.harbour.example"],
    defaults: { playbackPolicy: "SIGNED", tokenLifetime: 3_600 },
    createdAt: instant(-120 * DAY),
    updatedAt: instant(-3 * DAY),
    ...change,
  };
}

export function aUsage(): Json {
  return {
    storageBytes: { used: 43_800_000_000, limit: 50_000_000_000 },
    uploadBytesPerHour: { used: 1_200_000_000, limit: 1_000_000_000, resetsAt: instant(17 * 60 * SECOND) },
    encodedMinutesPerMonth: { used: 312.5, limit: 2_000, resetsAt: instant(6 * DAY) },
    requestsPerMinute: { used: 41, limit: 6_000, resetsAt: instant(40 * SECOND) },
    concurrentViewers: { used: 128 },
  };
}
