import { createPublicKey, generateKeyPairSync, verify } from "node:crypto";
import { importSigningKey, playbackLinks, signPlaybackToken } from "@sluice/client/playback";
import { expect, test } from "vitest";
import { failure } from "./support/server.js";

const PAIR = generateKeyPairSync("rsa", {
  modulusLength: 2_048,
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
});
const WHO = { privateKey: PAIR.privateKey, keyId: "key_1", playbackId: "pbk_1" };

function parts(token: string): { header: unknown; claims: Record<string, unknown>; isSigned: boolean } {
  const [header = "", claims = "", signature = ""] = token.split(".");
  const read = (part: string) => JSON.parse(Buffer.from(part, "base64url").toString()) as Record<string, unknown>;
  const signed = Buffer.from(`${header}.${claims}`);
  const isSigned = verify("sha256", signed, createPublicKey(PAIR.publicKey), Buffer.from(signature, "base64url"));
  return { header: read(header), claims: read(claims), isSigned };
}

test("a token is a JWT, signed with the key", async () => {
  const before = Math.floor(Date.now() / 1_000);

  const { header, claims, isSigned } = parts(
    await signPlaybackToken({ ...WHO, expiresIn: 600, claims: { plan: "gold" } }),
  );

  expect(isSigned).toBe(true);
  expect(header).toEqual({ alg: "RS256", typ: "JWT", kid: "key_1" });
  expect(claims).toMatchObject({ sub: "pbk_1", plan: "gold" });
  expect(claims.exp).toBeGreaterThanOrEqual(before + 600);
  expect(claims.exp).toBeLessThanOrEqual(before + 660);
});

test("instants are whole seconds, rounded so that they never lengthen the validity", async () => {
  const token = await signPlaybackToken({
    ...WHO,
    privateKey: await importSigningKey(PAIR.privateKey),
    expiresAt: new Date(10_900),
    notBefore: new Date(9_100),
    viewId: "view-7",
  });

  expect(parts(token).claims).toEqual({ sub: "pbk_1", exp: 10, nbf: 10, jti: "view-7" });
});

test("claims that Sluice reads in its own way cannot be slipped in", async () => {
  expect(await failure(signPlaybackToken({ ...WHO, claims: { aud: "others" } }))).toBeInstanceOf(TypeError);
  expect(await failure(signPlaybackToken({ ...WHO, claims: { note: "x".repeat(4_000) } }))).toBeInstanceOf(RangeError);
});

test("what is no private key is said to be none", async () => {
  expect(await failure(importSigningKey(PAIR.publicKey))).toBeInstanceOf(TypeError);
  expect(await failure(importSigningKey(""))).toBeInstanceOf(TypeError);
});

test("links are those of the segment endpoint", () => {
  expect(playbackLinks("https://media.example.com/", "pbk_1").hls).toBe("https://media.example.com/p/pbk_1/index.m3u8");
  expect(playbackLinks("https://media.example.com", "pbk_1", "a.b.c")).toEqual({
    hls: "https://media.example.com/t/a.b.c/pbk_1/index.m3u8",
    dash: "https://media.example.com/t/a.b.c/pbk_1/manifest.mpd",
    poster: "https://media.example.com/t/a.b.c/pbk_1/poster.jpg",
    thumbnail: "https://media.example.com/t/a.b.c/pbk_1/thumbnail.jpg",
  });
});
