import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Pace, Poller, type Visibility } from "../src/poller.js";

/** A page that can be looked away from. */
class Tab extends EventTarget implements Visibility {
  hidden = false;

  turn(hidden: boolean): void {
    this.hidden = hidden;
    this.dispatchEvent(new Event("visibilitychange"));
  }
}

let rounds: number[];
let pace: Pace;
let failures: unknown[];
let tab: Tab;
let poller: Poller;

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
  rounds = [];
  failures = [];
  pace = "moving";
  tab = new Tab();
  const round = () => {
    rounds.push(Date.now());
    return Promise.resolve(pace);
  };
  poller = new Poller(round, (error) => failures.push(error), tab);
});

afterEach(() => {
  poller.stop();
  vi.useRealTimers();
});

test("asks every second while things move", async () => {
  poller.poke();
  await vi.advanceTimersByTimeAsync(3_500);
  expect(rounds).toEqual([0, 1_000, 2_000, 3_000]);
});

test("asks ever less while nothing does, but never gives up", async () => {
  pace = "still";
  poller.poke();
  await vi.advanceTimersByTimeAsync(120_000);
  const gaps = rounds.slice(1).map((at, index) => at - (rounds[index] ?? 0));
  expect(gaps.slice(0, 3)).toEqual([1_500, 2_250, 3_375]);
  expect(gaps.at(-1)).toBe(15_000);
});

test("hardly asks when nothing is to be expected, until it is poked", async () => {
  pace = "idle";
  poller.poke();
  await vi.advanceTimersByTimeAsync(29_000);
  expect(rounds).toEqual([0]);
  poller.poke();
  await vi.advanceTimersByTimeAsync(0);
  expect(rounds).toEqual([0, 29_000]);
});

test("does not ask while nobody looks, and at once when somebody does again", async () => {
  poller.poke();
  await vi.advanceTimersByTimeAsync(500);
  tab.turn(true);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(rounds).toEqual([0]);
  tab.turn(false);
  await vi.advanceTimersByTimeAsync(0);
  expect(rounds).toEqual([0, 60_500]);
});

test("tells of failures and asks less often", async () => {
  poller.stop();
  let asked = 0;
  const failing = new Poller(
    () => {
      asked += 1;
      return Promise.reject(new Error("down"));
    },
    (error) => failures.push(error),
    tab,
  );
  failing.poke();
  await vi.advanceTimersByTimeAsync(7_000);
  expect(asked).toBe(3);
  expect(failures).toHaveLength(3);
  failing.stop();
});

test("asks once more if it was poked while an answer was on its way, and not twice at once", async () => {
  let running = 0;
  let most = 0;
  let asked = 0;
  const slow = new Poller(
    async () => {
      asked += 1;
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 300));
      running -= 1;
      return "idle";
    },
    () => undefined,
    tab,
  );
  slow.poke();
  slow.poke();
  slow.poke();
  await vi.advanceTimersByTimeAsync(5_000);
  expect([asked, most]).toEqual([2, 1]);
  slow.stop();
});

test("tells nothing of what was under way when it was stopped", async () => {
  let signal: AbortSignal | undefined;
  const stopped = new Poller(
    (given) => {
      signal = given;
      return new Promise((_resolve, reject) => given.addEventListener("abort", () => reject(given.reason)));
    },
    (error) => failures.push(error),
    tab,
  );
  stopped.poke();
  stopped.stop();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(signal?.aborted).toBe(true);
  expect(failures).toEqual([]);
});
