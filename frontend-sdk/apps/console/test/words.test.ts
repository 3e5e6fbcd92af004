import { SluiceError, type Video } from "@sluice/client";
import { describe, expect, test } from "vitest";
import { routeOf } from "../src/routes.js";
import { Rate } from "../src/uploads/rate.js";
import { jobInWords, policyInWords, sentenceOf, stateOf, taskKindInWords, titleOf } from "../src/words.js";

function video(change: Partial<Video> | { state: string }): Video {
  const now = new Date();
  const base = {
    id: "vid_1",
    state: "READY",
    playable: true,
    progress: 0,
    playbackIds: [],
    renditions: [],
    createdAt: now,
    updatedAt: now,
  };
  return { ...base, ...change } as Video;
}

describe("states", () => {
  test("of a video, in words", () => {
    expect(stateOf(video({ state: "PROCESSING", playable: false, progress: 41.9 })).short).toBe("Processing 41 %");
    expect(stateOf(video({ state: "PROCESSING", playable: true, progress: 60 })).short).toBe("Playable · 60 %");
    expect(stateOf(video({ state: "ERRORED", error: { code: "x", message: "It is text." } }))).toMatchObject({
      tone: "bad",
      sentence: "It is text.",
    });
  });

  test("that came into the contract later are shown by their name", () => {
    expect(stateOf(video({ state: "IN_REVIEW" })).short).toBe("In review");
    expect(taskKindInWords("SUBTITLES" as never)).toBe("Subtitles");
    expect(policyInWords("GEO_FENCED" as never)).toBe("Geo fenced");
    expect(jobInWords({ state: "PAUSED" } as never)).toBe("Paused");
  });
});

test("a video without a title goes by its file's name", () => {
  expect(titleOf(video({ title: "", source: { filename: "a.mov", size: 1 } }))).toBe("a.mov");
  expect(titleOf(video({}))).toBe("Untitled video");
});

describe("a failure as a sentence", () => {
  const facts = { code: "x", status: 400, culprit: "client", requestId: "req_1" };

  test("says what exactly was wrong, once", () => {
    const errors = [
      { pointer: "/title", code: "too_long", message: "At most 200 characters." },
      { pointer: "/size", code: "too_small", message: "Size is 0." },
    ];
    const error = new SluiceError("Size is 0.", { ...facts, errors });
    expect(sentenceOf(error)).toBe("Size is 0. At most 200 characters.");
  });

  test("names the request only where the server is to blame", () => {
    expect(sentenceOf(new SluiceError("No.", facts))).toBe("No.");
    expect(sentenceOf(new SluiceError("Oh.", { ...facts, culprit: "server" }))).toBe("Oh. (request req_1)");
    expect(sentenceOf("?")).toBe("Something went wrong.");
  });
});

test.each([
  ["", { page: "library" }],
  ["#/", { page: "library" }],
  ["#/videos/vid_01", { page: "video", videoId: "vid_01" }],
  ["#/videos/vid_01/../x", { page: "unknown" }],
  ["#/videos/<b>", { page: "unknown" }],
])("the address %j leads to %j", (hash, route) => {
  expect(routeOf(hash)).toEqual(route);
});

describe("the rate of an upload", () => {
  test("follows the bytes, smoothly", () => {
    const rate = new Rate();
    for (let second = 0; second <= 10; second++) {
      rate.measure(second * 1_000, second * 1_000);
    }
    expect(rate.bytesPerSecond).toBeCloseTo(1_000);
    rate.measure(30_000, 11_000);
    expect(rate.bytesPerSecond).toBeGreaterThan(1_000);
    expect(rate.bytesPerSecond).toBeLessThan(10_000);
  });

  test("waits until there is something to measure, and forgets it over a pause", () => {
    const rate = new Rate();
    rate.measure(0, 0);
    rate.measure(500, 100);
    expect(rate.bytesPerSecond).toBeUndefined();
    rate.measure(500, 1_000);
    expect(rate.bytesPerSecond).toBe(500);
    rate.reset();
    expect(rate.bytesPerSecond).toBeUndefined();
  });
});
