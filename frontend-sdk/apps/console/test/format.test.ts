import { expect, test } from "vitest";
import { ago, bitRate, bytes, duration, timeLeft, titleFromFilename } from "../src/format.js";

const NOW = new Date("2026-11-22T12:00:00Z");

function before(seconds: number): string {
  return ago(new Date(NOW.getTime() - seconds * 1_000), NOW);
}

test.each([
  [0.4, "0:00"],
  [59.7, "1:00"],
  [754, "12:34"],
  [3_725, "1:02:05"],
])("%d seconds last %s", (seconds, text) => {
  expect(duration(seconds)).toBe(text);
});

test.each([
  [0, "0 B"],
  [999, "999 B"],
  [1_500, "1.5 kB"],
  [734_003_200, "734 MB"],
  [2_147_483_648, "2.1 GB"],
  [5e15, "5000 TB"],
])("%d bytes are %s", (count, text) => {
  expect(bytes(count)).toBe(text);
});

test("bit rates have their own units", () => {
  expect([bitRate(128_000), bitRate(2_900_000)]).toEqual(["128 kbit/s", "2.9 Mbit/s"]);
});

test("moments grow coarser with their distance", () => {
  expect([3, 80, 3_000, 7_200, 86_400, 3 * 86_400].map(before)).toEqual([
    "just now",
    "1 minute ago",
    "1 hour ago",
    "2 hours ago",
    "yesterday",
    "3 days ago",
  ]);
  expect(before(30 * 86_400)).toBe("Oct 23, 2026");
});

test("a clock that is ahead of the server's makes no nonsense", () => {
  expect(before(-20)).toBe("just now");
});

test("the time left is a guess, and sounds like one", () => {
  expect([timeLeft(0.2), timeLeft(30), timeLeft(130), timeLeft(7_300)]).toEqual([
    "1 s left",
    "30 s left",
    "2 min left",
    "2.0 h left",
  ]);
});

test.each([
  ["Harbour at dawn.mp4", "Harbour at dawn"],
  ["interview_with_the__keeper.final.MOV", "interview with the keeper.final"],
  ["no extension", "no extension"],
  [".mp4", ".mp4"],
  ["tab\there\u0007.mkv", "tabhere"],
  [`${"x".repeat(300)}.mp4`, "x".repeat(200)],
  [`${"🎬".repeat(250)}.mp4`, "🎬".repeat(200)],
])("the file %j is called %j", (file, title) => {
  expect(titleFromFilename(file)).toBe(title);
});
