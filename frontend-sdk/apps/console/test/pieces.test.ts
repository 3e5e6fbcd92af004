import { describe, expect, test } from "vitest";
import { Contract } from "../../../test-support/contract.js";
import { checkIdToken } from "../src/access/provider.js";
import { tokensOf } from "../src/access/tokens.js";
import { contrast, contrastInWords, inkOn } from "../src/account/contrast.js";
import { operationInWords } from "../src/audit/entry-row.js";
import { actorInWords } from "../src/events/actors.js";
import { MessageParser } from "../src/events/sse.js";
import { fromNow } from "../src/format.js";
import { linesOf } from "../src/keys/inputs.js";
import { scopesInWords } from "../src/keys/scopes.js";
import { queryOf, routeOf, sectionOf } from "../src/routes.js";
import { nameOf } from "../src/ui/difference.js";

describe("server-sent events", () => {
  test("are put together from pieces, whatever ends their lines", () => {
    const parser = new MessageParser();
    expect(parser.push(": hello\n\nid: evt_1\nevent: video.re")).toEqual([]);
    expect(parser.push("ady\r\ndata: {\r\ndata: }\r\n\r\n")).toEqual([
      { id: "evt_1", event: "video.ready", data: "{\n}" },
    ]);
    expect(parser.push("data:x\n\ndata: y\n\n")).toEqual([
      { id: "evt_1", event: "message", data: "x" },
      { id: "evt_1", event: "message", data: "y" },
    ]);
  });

  test("that hold nothing are left out", () => {
    expect(new MessageParser().push(":\n\n\nid: 7\n\nevent: a\n\n")).toEqual([]);
  });
});

test("routes name pages, and their sections", () => {
  expect(routeOf("")).toEqual({ page: "library" });
  expect(routeOf("#/audit?operation=updateVideo")).toEqual({ page: "audit" });
  expect(queryOf("#/audit?operation=updateVideo").get("operation")).toBe("updateVideo");
  expect(routeOf("#/deliveries/whd_1")).toEqual({ page: "delivery", deliveryId: "whd_1" });
  expect(sectionOf({ page: "delivery", deliveryId: "whd_1" })).toBe("webhooks");
  expect(routeOf("#/nowhere")).toEqual({ page: "unknown" });
  expect(routeOf("#/videos/../keys")).toEqual({ page: "unknown" });
});

test("colours are compared as WCAG says", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21);
  expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
  expect(contrastInWords(contrast("#777777", "#ffffff"))).toBe("4.5 : 1, enough for large text only");
  expect(inkOn("#ffee00")).toBe("#000000");
});

test("scopes, actors, operations, pointers and times are said in words", () => {
  expect(scopesInWords(["*"])).toBe("Everything in the tenant");
  expect(scopesInWords(["videos:write", "videos:read", "jobs:read"])).toBe("Videos: read and write · Jobs: read");
  expect(actorInWords({ kind: "API_KEY", id: "apk_1", name: "Console" })).toBe("key “Console”");
  expect(actorInWords({ kind: "SYSTEM" })).toBe("the platform");
  expect(operationInWords("rotateWebhookSecret")).toBe("Rotate webhook secret");
  expect(nameOf("/brand/texts/a~1b")).toBe("brand › texts › a/b");
  expect(nameOf("")).toBe("the whole object");
  expect(fromNow(new Date(3_600_000), new Date(0))).toBe("in 1 hour");
  expect(fromNow(new Date(0), new Date(120_000))).toBe("2 minutes ago");
  expect(linesOf(" a \n\nb\na")).toEqual(["a", "b"]);
});

describe("tokens", () => {
  const provider = {
    issuer: "https://id.example",
    clientId: "console",
    authorizationEndpoint: "https://id.example/a",
    tokenEndpoint: "https://id.example/t",
  };
  const idToken = (claims: object) => `e30.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.x`;
  const good = { iss: provider.issuer, aud: ["console"], exp: Date.now() / 1_000 + 60, nonce: "n" };

  test("keep what a renewal leaves out", () => {
    const before = tokensOf({ access_token: "a", refresh_token: "r", id_token: "i", expires_in: 10 }, 1_000);
    expect(before.expiresAt).toBe(11_000);
    expect(tokensOf({ access_token: "b" }, 0, before)).toMatchObject({
      accessToken: "b",
      refreshToken: "r",
      idToken: "i",
    });
    expect(() => tokensOf({ error: "invalid_grant" }, 0)).toThrow("invalid_grant");
  });

  test.each([
    ["another issuer", { ...good, iss: "https://evil.example" }],
    ["another client", { ...good, aud: "other" }],
    ["another sign-in", { ...good, nonce: "m" }],
    ["the past", { ...good, exp: 1 }],
    ["no time", { ...good, exp: undefined }],
  ])("of %s are refused", (_what, claims) => {
    expect(() => checkIdToken(provider, idToken(good), "n")).not.toThrow();
    expect(() => checkIdToken(provider, idToken(claims), "n")).toThrow();
  });
});

test("the mock’s contract notices what is not in it", () => {
  const exchange = { method: "GET", path: "/v1/whoami", query: new URLSearchParams(), body: undefined, status: 200 };
  const answer = { kind: "API_KEY", environment: "LIVE", scopes: ["videos:read"] };
  const complaints = (change: object) => Contract.load().complaints({ ...exchange, answer, ...change });
  expect(complaints({})).toEqual([]);
  expect(complaints({ answer: { ...answer, scopes: ["videos:fly"], colour: "red" } })).toHaveLength(2);
  expect(complaints({ answer: { kind: "API_KEY", scopes: [] } })).toEqual([
    "whoAmI 200: answer /environment is missing",
  ]);
  expect(complaints({ query: new URLSearchParams("colour=red") })).toHaveLength(1);
  expect(complaints({ status: 201 })).toEqual(["whoAmI 201: an answer of 201 is not in the contract"]);
  expect(complaints({ path: "/v1/nothing" })).toHaveLength(1);
  const creation = { method: "POST", path: "/v1/api-keys", body: { scopes: [] }, status: 201, answer: undefined };
  expect(complaints(creation)).toEqual([
    "createApiKey 201: request /name is missing",
    "createApiKey 201: request /scopes has 0 items",
  ]);
});
