import { isEvent, unwrapWebhook, WebhookVerificationError } from "@sluice/client";
import { Webhook } from "standardwebhooks";
import { describe, expect, test } from "vitest";
import { failure } from "./support/server.js";

const SECRET = `whsec_${Buffer.alloc(24, 7).toString("base64")}`;
const OTHER = `whsec_${Buffer.alloc(24, 8).toString("base64")}`;
const NOW = new Date("2026-11-02T10:00:00Z");
const BODY = JSON.stringify({
  id: "evt_1",
  type: "video.ready",
  sequence: 3,
  object: { type: "video", id: "vid_1" },
  data: { id: "vid_1", title: "Häfen", createdAt: "2026-11-02T09:00:00Z" },
  timestamp: "2026-11-02T10:00:00Z",
});

function headers(secret = SECRET, body = BODY, at = NOW): Record<string, string> {
  return {
    "webhook-id": "evt_1",
    "webhook-timestamp": String(Math.floor(at.getTime() / 1_000)),
    "webhook-signature": new Webhook(secret).sign("evt_1", at, body),
  };
}

const now = NOW.getTime();

describe("a request signed by the library of Standard Webhooks", () => {
  test("is an event", async () => {
    const event = await unwrapWebhook(BODY, headers(), SECRET, { now });

    expect(event).toMatchObject({ id: "evt_1", type: "video.ready", sequence: 3, createdAt: NOW });
    expect(isEvent(event, "video.*")).toBe(true);
    expect(isEvent(event, "video.deleted")).toBe(false);
    expect(isEvent(event, "video.ready") && event.data.title).toBe("Häfen");
  });

  test("may come as bytes, with headers of any kind", async () => {
    const bytes = new TextEncoder().encode(BODY);
    const capitals = Object.fromEntries(Object.entries(headers()).map(([name, value]) => [name.toUpperCase(), value]));

    expect((await unwrapWebhook(bytes, new Headers(headers()), SECRET, { now })).id).toBe("evt_1");
    expect((await unwrapWebhook(bytes, capitals, SECRET, { now })).id).toBe("evt_1");
  });

  test("may be signed with either secret during a rotation", async () => {
    const both = {
      ...headers(),
      "webhook-signature": `v1a,xyz ${headers(OTHER)["webhook-signature"]} ${headers()["webhook-signature"]}`,
    };

    expect((await unwrapWebhook(BODY, both, SECRET, { now })).id).toBe("evt_1");
    expect((await unwrapWebhook(BODY, headers(OTHER), [SECRET, OTHER], { now })).id).toBe("evt_1");
  });
});

describe("a request is refused", () => {
  const good = headers();
  test.each([
    ["whose body was changed", BODY.replace("Häfen", "Hafen"), good],
    ["signed with another secret", BODY, headers(OTHER)],
    ["with another id", BODY, { ...good, "webhook-id": "evt_2" }],
    ["with another time", BODY, { ...good, "webhook-timestamp": String(now / 1_000 + 1) }],
    ["that is too old", BODY, headers(SECRET, BODY, new Date(now - 301_000))],
    ["from the future", BODY, headers(SECRET, BODY, new Date(now + 301_000))],
    ["without a signature", BODY, { ...good, "webhook-signature": undefined }],
    ["with a signature that is not base64", BODY, { ...good, "webhook-signature": "v1,%%%" }],
    ["with a shortened signature", BODY, { ...good, "webhook-signature": good["webhook-signature"]?.slice(0, 20) }],
    [
      "with a signature of another version",
      BODY,
      { ...good, "webhook-signature": good["webhook-signature"]?.replace("v1", "v2") },
    ],
    ["with a time that is none", BODY, { ...good, "webhook-timestamp": "soon" }],
    ["that is no event", "[]", headers(SECRET, "[]")],
    ["that is not JSON", "hello", headers(SECRET, "hello")],
  ])("%s", async (_, body, sent) => {
    expect(await failure(unwrapWebhook(body, sent, SECRET, { now }))).toBeInstanceOf(WebhookVerificationError);
  });

  test("by a receiver whose secret is none, which is a mistake of its own", async () => {
    expect(await failure(unwrapWebhook(BODY, good, "%", { now }))).toBeInstanceOf(TypeError);
  });
});

test("what is believed here, and what is not, is so for the library", async () => {
  const at = new Date();
  const sent = headers(SECRET, BODY, at);
  for (const [secret, body] of [
    [SECRET, BODY],
    [OTHER, BODY],
    [SECRET, `${BODY} `],
  ] as const) {
    const ours = await unwrapWebhook(body, sent, secret).then(
      () => true,
      () => false,
    );
    let theirs = true;
    try {
      new Webhook(secret).verify(body, sent);
    } catch {
      theirs = false;
    }
    expect(ours).toBe(theirs);
  }
});
