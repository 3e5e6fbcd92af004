import { readFileSync } from "node:fs";
import { Sluice } from "@sluice/client";
import { expect, test } from "vitest";
import { INSTANTS } from "../src/instants.js";

const CONTRACT = readFileSync(new URL("../../../../openapi/openapi.yaml", import.meta.url), "utf8");
/** Protocols of their own, which need no API key. */
const APART = new Set(["Tus", "Delivery"]);

interface Operation {
  id: string;
  method: string;
  path: string;
}

function operations(): Operation[] {
  const found: Operation[] = [];
  let path = "";
  for (const block of CONTRACT.slice(0, CONTRACT.indexOf("\ncomponents:")).split(/\n(?= {2}\/| {4}[a-z]+:\n)/)) {
    path = /^ {2}(\/.*):$/m.exec(block)?.[1] ?? path;
    const method = /^ {4}([a-z]+):$/m.exec(block)?.[1];
    const id = /operationId: (\w+)/.exec(block)?.[1];
    const tag = /tags: \[(\w+)\]/.exec(block)?.[1];
    if (method !== undefined && id !== undefined && tag !== undefined && !APART.has(tag)) {
      found.push({ id, method: method.toUpperCase(), path });
    }
  }
  return found;
}

/** How each operation is called; `{}` in its path is this id. */
const ID = "xxx_1";
const CALLS: Record<string, (sluice: Sluice) => Promise<unknown>> = {
  listVideos: (sluice) => sluice.videos.list().page(),
  changeVideos: (sluice) => sluice.videos.bulk([{ action: "DELETE", videoId: ID }]),
  getVideo: (sluice) => sluice.videos.get(ID),
  updateVideo: (sluice) => sluice.videos.update(ID, { title: "Dawn" }),
  deleteVideo: (sluice) => sluice.videos.delete(ID),
  listUploads: (sluice) => sluice.uploads.list().page(),
  createUpload: (sluice) => sluice.uploads.create({ size: 1 }),
  getUpload: (sluice) => sluice.uploads.get(ID),
  cancelUpload: (sluice) => sluice.uploads.cancel(ID),
  listJobs: (sluice) => sluice.jobs.list().page(),
  getJob: (sluice) => sluice.jobs.get(ID),
  listPlaybackIds: (sluice) => sluice.playbackIds.list().page(),
  createPlaybackId: (sluice) => sluice.playbackIds.create({ videoId: ID, policy: "SIGNED" }),
  getPlaybackId: (sluice) => sluice.playbackIds.get(ID),
  deletePlaybackId: (sluice) => sluice.playbackIds.delete(ID),
  createPlaybackToken: (sluice) => sluice.playbackTokens.create({ playbackId: ID }),
  listSigningKeys: (sluice) => sluice.signingKeys.list().page(),
  createSigningKey: (sluice) => sluice.signingKeys.create(),
  getSigningKey: (sluice) => sluice.signingKeys.get(ID),
  deleteSigningKey: (sluice) => sluice.signingKeys.delete(ID),
  whoAmI: (sluice) => sluice.account.whoami(),
  getAccount: (sluice) => sluice.account.get(),
  updateAccount: (sluice) => sluice.account.update({ name: "Harbour TV" }),
  getUsage: (sluice) => sluice.account.usage(),
  listTenants: (sluice) => sluice.tenants.list().page(),
  createTenant: (sluice) => sluice.tenants.create({ name: "Harbour TV" }),
  getTenant: (sluice) => sluice.tenants.get(ID),
  updateTenant: (sluice) => sluice.tenants.update(ID, { name: "Harbour TV" }),
  deleteTenant: (sluice) => sluice.tenants.delete(ID),
  suspendTenant: (sluice) => sluice.tenants.suspend(ID, { playback: "STOP" }),
  resumeTenant: (sluice) => sluice.tenants.resume(ID),
  getTenantUsage: (sluice) => sluice.tenants.usage(ID),
  listApiKeys: (sluice) => sluice.apiKeys.list().page(),
  createApiKey: (sluice) => sluice.apiKeys.create({ name: "importer" }),
  getApiKey: (sluice) => sluice.apiKeys.get(ID),
  updateApiKey: (sluice) => sluice.apiKeys.update(ID, { expiresAt: null }),
  revokeApiKey: (sluice) => sluice.apiKeys.revoke(ID),
  rotateApiKey: (sluice) => sluice.apiKeys.rotate(ID),
  listMembers: (sluice) => sluice.members.list().page(),
  inviteMember: (sluice) => sluice.members.invite({ email: "a@example.com", roles: ["EDITOR"] }),
  getMember: (sluice) => sluice.members.get(ID),
  updateMember: (sluice) => sluice.members.update(ID, { roles: ["OWNER"] }),
  removeMember: (sluice) => sluice.members.remove(ID),
  listGrants: (sluice) => sluice.grants.list().page(),
  createGrant: (sluice) => sluice.grants.create({ tenantId: ID, reason: "asked to" }),
  getGrant: (sluice) => sluice.grants.get(ID),
  endGrant: (sluice) => sluice.grants.end(ID),
  listEvents: (sluice) => sluice.events.list().page(),
  streamEvents: (sluice) => sluice.events.follow({ lastEventId: ID }).next(),
  getEvent: (sluice) => sluice.events.get(ID),
  listWebhooks: (sluice) => sluice.webhooks.list().page(),
  createWebhook: (sluice) => sluice.webhooks.create({ url: "https://example.com/hook" }),
  getWebhook: (sluice) => sluice.webhooks.get(ID),
  updateWebhook: (sluice) => sluice.webhooks.update(ID, { state: "DISABLED" }),
  deleteWebhook: (sluice) => sluice.webhooks.delete(ID),
  rotateWebhookSecret: (sluice) => sluice.webhooks.rotateSecret(ID),
  testWebhook: (sluice) => sluice.webhooks.test(ID),
  replayWebhook: (sluice) => sluice.webhooks.replay(ID, { from: new Date(0) }),
  listWebhookDeliveries: (sluice) => sluice.webhookDeliveries.list().page(),
  getWebhookDelivery: (sluice) => sluice.webhookDeliveries.get(ID),
  replayWebhookDelivery: (sluice) => sluice.webhookDeliveries.replay(ID),
  listAudit: (sluice) => sluice.audit.list().page(),
  verifyAudit: (sluice) => sluice.audit.verify(),
  exportAudit: (sluice) => sluice.audit.exportLines().next(),
  getAuditEntry: (sluice) => sluice.audit.get(ID),
  undoChange: (sluice) => sluice.audit.undo(ID),
  listHistory: (sluice) => sluice.audit.history(ID).page(),
  getDifference: (sluice) => sluice.audit.difference(ID),
};

test("every operation of the contract has a method, and every method here is one of the contract", () => {
  expect(operations().length).toBeGreaterThan(60);
  expect(new Set(Object.keys(CALLS))).toEqual(new Set(operations().map(({ id }) => id)));
});

test.each(operations())("$id is $method $path", async ({ id, method, path }) => {
  const requests: { method: string | undefined; path: string }[] = [];
  const fetchFunction = (url: unknown, init?: RequestInit): Promise<Response> => {
    requests.push({ method: init?.method, path: new URL(String(url)).pathname });
    const body = { type: "about:blank", title: "Enough.", code: "enough", culprit: "client", requestId: "r" };
    const headers = { "Content-Type": "application/problem+json" };
    return Promise.resolve(new Response(JSON.stringify(body), { status: 400, headers }));
  };
  const sluice = new Sluice({ baseUrl: "http://sluice.test", apiKey: "slk_1", fetch: fetchFunction });

  await expect(CALLS[id]?.(sluice)).rejects.toMatchObject({ code: "enough" });

  expect(requests).toEqual([{ method, path: path.replace(/\{\w+\}/, ID) }]);
});

test("the instants that are read by name are those of the contract", () => {
  const schemas = CONTRACT.slice(CONTRACT.indexOf("\n  schemas:"));
  const answers = schemas.split(/\n(?= {4}\w+:\n)/).filter((schema) => !schema.includes("additionalProperties: false"));
  const names = answers.flatMap((schema) =>
    [...schema.matchAll(/^ +(\w+): \{[^}]*format: date-time/gm)].map(([, name]) => name),
  );
  expect(new Set(names)).toEqual(INSTANTS);
});
