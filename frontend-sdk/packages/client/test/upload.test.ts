import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { GoneError, Sluice, sendTo, type Uploadable } from "@sluice/client";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { failure, json } from "./support/server.js";
import { TusServer } from "./support/tus-server.js";

const BYTES = randomBytes(100_003);
const CHUNK = { chunkSize: 30_000 };

let server: TusServer;
let sluice: Sluice;
let folder: string;

beforeEach(async () => {
  server = await TusServer.start();
  sluice = new Sluice({ baseUrl: server.http.url, apiKey: "slk_1" });
  folder = mkdtempSync(join(tmpdir(), "sluice-upload-"));
  writeFileSync(join(folder, "film.mp4"), BYTES);
});

afterEach(async () => {
  await server.http.stop();
  rmSync(folder, { recursive: true });
});

/** Pieces that fit no chunk. */
async function* pieces(): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < BYTES.length; at += 7_777) {
    yield BYTES.subarray(at, at + 7_777);
  }
}

const SOURCES: [string, () => Uploadable, object][] = [
  ["a path", () => join(folder, "film.mp4"), { size: BYTES.length, filename: "film.mp4" }],
  ["a File", () => new File([BYTES], "film.mov"), { size: BYTES.length, filename: "film.mov" }],
  ["bytes", () => new Uint8Array(BYTES), { size: BYTES.length }],
  ["a stream of Node.js", () => Readable.from(pieces()), {}],
  ["a web stream", () => Readable.toWeb(Readable.from(pieces())) as ReadableStream<Uint8Array>, {}],
  ["a generator", () => pieces(), {}],
];

describe.each(SOURCES)("%s", (_, open, created) => {
  test("arrives whole, with what is known of it", async () => {
    const upload = sluice.uploads.upload(open(), { ...CHUNK, video: { title: "Harbour" } });

    expect(await upload.done).toEqual({ id: "upl_1", videoId: "vid_1", uploadUrl: server.url });
    expect(server.created).toEqual({ ...created, video: { title: "Harbour" } });
    expect(server.kept.equals(BYTES)).toBe(true);
    expect(server.isWhole).toBe(true);
    expect(upload.phase).toBe("done");
  });

  test("arrives whole over connections that are lost", async () => {
    server.mishaps.push("half", "busy", "answer", "half");

    await sluice.uploads.upload(open(), CHUNK).done;

    expect(server.kept.equals(BYTES)).toBe(true);
    expect(server.isWhole).toBe(true);
  });
});

test("nothing arrives as nothing", async () => {
  for (const nothing of [new Blob([]), Readable.from([])]) {
    server.length = undefined;
    await sendTo(server.url, nothing).done;
    expect(server.length).toBe(0);
  }
});

test("progress is told in bytes that have arrived", async () => {
  const told: [number, number | undefined][] = [];
  server.mishaps.push("half");

  await sendTo(server.url, BYTES, { ...CHUNK, onProgress: ({ sent, total }) => told.push([sent, total]) }).done;

  expect(told).toEqual([0, 15_000, 45_000, 75_000, 100_003].map((sent) => [sent, 100_003]));
});

test("chunks grow with the line unless told", async () => {
  const large = randomBytes(9 * 1024 * 1024);

  await sendTo(server.url, large).done;

  expect(server.kept.equals(large)).toBe(true);
  const patches = server.methods().filter((method) => method === "PATCH").length;
  expect(patches).toBeGreaterThan(2);
  expect(patches).toBeLessThan(36);
});

test("a pause stops at once, and going on begins where the server is", async () => {
  server.mishaps.push("hang");
  const upload = sluice.uploads.upload(BYTES, CHUNK);
  await expect.poll(() => server.methods()).toEqual(["HEAD", "PATCH"]);

  upload.pause();
  expect(upload.phase).toBe("paused");
  upload.resume();
  await upload.done;

  expect(server.kept.equals(BYTES)).toBe(true);
  expect(server.methods().slice(0, 3)).toEqual(["HEAD", "PATCH", "HEAD"]);
});

test("a paused upload sends nothing", async () => {
  const sending = sendTo(server.url, BYTES, CHUNK);
  sending.pause();
  const settled = await Promise.race([sending.done, new Promise((resolve) => setTimeout(resolve, 300, "waits"))]);

  expect(settled).toBe("waits");
  expect(server.kept.length).toBe(0);
  sending.resume();
  await sending.done;
});

test("an aborted upload is gone from the server", async () => {
  server.mishaps.push("hang");
  const upload = sluice.uploads.upload(BYTES, CHUNK);
  await expect.poll(() => server.methods()).toContain("PATCH");

  await upload.abort();

  expect(server.isGone).toBe(true);
  expect(await failure(upload.done)).toMatchObject({ name: "AbortError" });
  expect(upload.phase).toBe("failed");
});

test("one stopped by its signal can be gone on with", async () => {
  server.mishaps.push("half", "hang");
  const controller = new AbortController();
  const first = sluice.uploads.upload(BYTES, { ...CHUNK, signal: controller.signal });
  const begun = await first.created;
  await expect.poll(() => server.methods().filter((method) => method === "PATCH")).toHaveLength(2);
  controller.abort(new Error("closing"));
  await expect(first.done).rejects.toThrow("closing");

  await sluice.uploads.upload(BYTES, { ...CHUNK, resume: begun }).done;

  expect(server.isGone).toBe(false);
  expect(server.kept.equals(BYTES)).toBe(true);
});

test("a URL that is used up ends it", async () => {
  server.isGone = true;

  expect(await failure(sendTo(server.url, BYTES).done)).toBeInstanceOf(GoneError);
  expect(server.methods()).toEqual(["HEAD"]);
});

test("patience ends", async () => {
  server.mishaps.push("busy", "busy", "busy");

  expect(await failure(sendTo(server.url, BYTES, { maxRetries: 2 }).done)).toMatchObject({ code: "locked" });
});

test("a path that is not there is said to be none", async () => {
  expect(await failure(sluice.uploads.upload(join(folder, "none.mp4")).done)).toMatchObject({ code: "ENOENT" });
  expect(server.http.seen).toEqual([]);
});

describe("waiting for a video", () => {
  const times = { createdAt: "2026-11-02T10:00:00Z", updatedAt: "2026-11-02T10:00:00Z" };
  const video = {
    id: "vid_1",
    state: "PROCESSING",
    playable: false,
    progress: 1,
    playbackIds: [],
    renditions: [],
    ...times,
  };

  test("asks until it is so", async () => {
    server.http.answer(
      json(200, video, { ETag: '"1.a"' }),
      (response) => response.writeHead(304).end(),
      json(200, { ...video, playable: true }),
    );

    expect((await sluice.videos.waitUntil("vid_1", ({ playable }) => playable)).playable).toBe(true);
    expect(server.http.seen.map(({ headers }) => headers["if-none-match"])).toEqual([undefined, '"1.a"', '"1.a"']);
  });

  test("fails with the video", async () => {
    const error = { code: "source_not_media", message: "This is not a video." };
    server.http.answer(json(200, { ...video, state: "ERRORED", error }));

    expect(await failure(sluice.videos.waitUntil("vid_1", ({ playable }) => playable))).toMatchObject({
      name: "VideoErroredError",
      ...error,
    });
  });

  test("has an end", async () => {
    server.http.answer(json(200, video));

    const waiting = sluice.videos.waitUntil("vid_1", ({ playable }) => playable, { patience: 300 });

    expect(await failure(waiting)).toMatchObject({ code: "timeout" });
  });
});
