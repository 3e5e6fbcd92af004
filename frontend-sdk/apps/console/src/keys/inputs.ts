const DAY = 86_400;

/** For how long something is good, in seconds. */
export const EXPIRIES: [label: string, seconds: string][] = [
  ["Never", ""],
  ["In 7 days", String(7 * DAY)],
  ["In 30 days", String(30 * DAY)],
  ["In 90 days", String(90 * DAY)],
  ["In a year", String(365 * DAY)],
];

export const OVERLAPS: [label: string, seconds: string][] = [
  ["Not at all: it stops now", "0"],
  ["1 hour", "3600"],
  ["1 day", String(DAY)],
  ["7 days", String(7 * DAY)],
];

/** The moment so many seconds from now; undefined for never. */
export function expiryIn(seconds: string, now: number = Date.now()): Date | undefined {
  return seconds === "" ? undefined : new Date(now + Number(seconds) * 1_000);
}

/** The lines of a text that have something in them, each once. */
export function linesOf(text: string): string[] {
  const lines = text.split("\n").map((line) => line.trim());
  return [...new Set(lines.filter((line) => line !== ""))];
}
