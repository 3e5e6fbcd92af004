import { without } from "./answers.js";
import { nextId } from "./catalogue.js";
import {
  aDelivery,
  aGrant,
  aKey,
  aMember,
  anAccount,
  anEntry,
  anEvent,
  aWebhook,
  HOUR,
  instant,
  type Json,
} from "./records.js";
import type { MockTenancy } from "./tenancy.js";

/** Something of everything, as a tenant has it after some months. */
export function fill(tenancy: MockTenancy, video: Json & { id: string }): void {
  tenancy.keys = [
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
  tenancy.members = [
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
  tenancy.grants = [
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
  tenancy.webhooks = [failing, webhook];
  tenancy.deliveries = [
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
  tenancy.entries = [
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
      actor: { kind: "OPERATOR", id: "otto", name: "Otto Operator", grantId: String(tenancy.grants[0]?.id) },
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
  tenancy.events = [
    anEvent("video.ready", data, { sequence: 3, actor: { kind: "SYSTEM" }, createdAt: instant(-2 * 60_000) }),
    anEvent("video.updated", data, { sequence: 2, createdAt: instant(-4 * 60_000) }),
    anEvent(
      "video.created",
      { ...data, title: "Harbour", state: "WAITING", progress: 0 },
      { createdAt: instant(-9 * 60_000), actor: { kind: "API_KEY", id: nextId("apk"), name: "Import script" } },
    ),
    anEvent("api_key.created", { id: nextId("apk"), name: "Website" }, { createdAt: instant(-26 * HOUR) }),
  ];
  tenancy.tenants = [
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
