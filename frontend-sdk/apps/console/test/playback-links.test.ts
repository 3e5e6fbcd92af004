import { type PlaybackId, SluiceClient, type Video } from "@sluice/client";
import { afterEach, beforeEach, expect, test } from "vitest";
import { PlaybackLinks, preferredPlaybackId } from "../src/playback-links.js";
import { MockBackEnd } from "./mock/back-end.js";
import { aPlaybackId } from "./mock/catalogue.js";

let backEnd: MockBackEnd;
let links: PlaybackLinks;
let now: number;

beforeEach(async () => {
  backEnd = await MockBackEnd.start();
  now = Date.now();
  links = new PlaybackLinks(new SluiceClient({ baseUrl: backEnd.origin, apiKey: MockBackEnd.KEY }), () => now);
});
afterEach(() => backEnd.stop());

function playbackId(policy: string): PlaybackId {
  return aPlaybackId("vid_1", policy, backEnd.origin) as unknown as PlaybackId;
}

test("a public id needs no token", async () => {
  const id = playbackId("PUBLIC");
  expect((await links.urlsFor(id)).hls).toBe(`${backEnd.origin}/p/${id.id}/index.m3u8`);
  expect(backEnd.requests).toEqual([]);
});

test("a token is asked for once, however many want it", async () => {
  const id = playbackId("SIGNED");
  const [first, second] = await Promise.all([links.urlsFor(id), links.urlsFor(id)]);
  expect(first).toEqual(second);
  expect(await links.urlsFor(id)).toEqual(first);
  expect(backEnd.requests).toHaveLength(1);
});

test("a token is renewed before it runs out, once for all", async () => {
  const id = playbackId("SIGNED");
  backEnd.tokenLifetime = 120;
  const first = await links.urlsFor(id);
  now += 50_000;
  expect(await links.urlsFor(id)).toEqual(first);
  now += 20_000;
  backEnd.tokenLifetime = 3_600;
  const [second, third] = await Promise.all([links.urlsFor(id), links.urlsFor(id)]);
  expect(second).not.toEqual(first);
  expect(third).toEqual(second);
  expect(backEnd.requests).toHaveLength(2);
});

test("a token that did not work, and a failure to get one, are not kept", async () => {
  const id = playbackId("SIGNED");
  await links.urlsFor(id);
  links.forget(id);
  await links.urlsFor(id);
  expect(backEnd.requests).toHaveLength(2);

  const refused = new PlaybackLinks(new SluiceClient({ baseUrl: backEnd.origin, apiKey: "slk_wrong" }));
  await expect(refused.urlsFor(id)).rejects.toMatchObject({ status: 401 });
  await expect(refused.urlsFor(id)).rejects.toMatchObject({ status: 401 });
  expect(backEnd.requests).toHaveLength(4);
});

test("a video is shown by its public id, if it has one", () => {
  const ids = [playbackId("SIGNED"), playbackId("PUBLIC")];
  expect(preferredPlaybackId({ playbackIds: ids } as Video)).toBe(ids[1]);
  expect(preferredPlaybackId({ playbackIds: [ids[0]] } as Video)).toBe(ids[0]);
  expect(preferredPlaybackId({ playbackIds: [] as PlaybackId[] } as Video)).toBeUndefined();
});
