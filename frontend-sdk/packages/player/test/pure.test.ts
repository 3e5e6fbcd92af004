import { describe, expect, test } from "vitest";
import { PlaybackError } from "../src/playback-error.js";
import { qualitiesOf } from "../src/quality.js";
import { clock, spokenTime } from "../src/time.js";

function labels(...rungs: [width: number, height: number, frameRate: number, bandwidth: number][]): string[] {
  const input = rungs.map(([width, height, frameRate, bandwidth]) => ({ width, height, frameRate, bandwidth }));
  return qualitiesOf(input).map(({ label }) => label);
}

describe("quality labels", () => {
  test("name the smaller side, so that a phone's upright video reads like any other", () => {
    expect(labels([1280, 720, 25, 3e6], [1080, 1920, 30, 5e6])).toEqual(["720p", "1080p"]);
  });

  test("tell high frame rates apart", () => {
    expect(labels([1280, 720, 59.94, 4e6], [1280, 720, 29.97, 3e6])).toEqual(["720p60", "720p"]);
  });

  test("tell equal sizes apart by bit rate", () => {
    expect(labels([640, 360, 25, 1e6], [640, 360, 25, 2e6])).toEqual(["360p 1.0 Mbit/s", "360p 2.0 Mbit/s"]);
  });

  test("fall back to the bit rate", () => {
    expect(labels([0, 0, 0, 128e3])).toEqual(["0.1 Mbit/s"]);
  });
});

test.each([
  [0, "0:00", "0 seconds"],
  [65.9, "1:05", "1 minute 5 seconds"],
  [3723, "1:02:03", "1 hour 2 minutes 3 seconds"],
  [7200, "2:00:00", "2 hours"],
  [Number.NaN, "0:00", "0 seconds"],
])("%d seconds are shown as %s and said as %s", (seconds, shown, said) => {
  expect(clock(seconds)).toBe(shown);
  expect(spokenTime(seconds)).toBe(said);
});

test.each([
  [403, "expired", false],
  [404, "not_found", true],
  [410, "not_found", true],
  [0, "unreachable", true],
  [503, "server", true],
  [429, "server", true],
  [418, "broken", true],
])("status %d is told as %s", (status, code, retryable) => {
  expect(PlaybackError.fromStatus(status)).toMatchObject({ code, status, retryable });
});
