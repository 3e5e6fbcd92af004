/** `1:05`, or `1:02:03` from an hour on: what stands beside a seek bar. */
export function clock(seconds: number): string {
  const { hours, minutes, rest } = split(seconds);
  const tail = String(rest).padStart(2, "0");
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${tail}` : `${minutes}:${tail}`;
}

/** `1 minute 5 seconds`: what a screen reader says. */
export function spokenTime(seconds: number): string {
  const { hours, minutes, rest } = split(seconds);
  const parts = [count(hours, "hour"), count(minutes, "minute"), count(rest, "second")];
  return parts.filter((part) => !part.startsWith("0 ")).join(" ") || "0 seconds";
}

function split(seconds: number): { hours: number; minutes: number; rest: number } {
  const whole = Number.isFinite(seconds) ? Math.max(0, Math.floor(seconds)) : 0;
  return { hours: Math.floor(whole / 3600), minutes: Math.floor((whole % 3600) / 60), rest: whole % 60 };
}

function count(amount: number, unit: string): string {
  return `${amount} ${unit}${amount === 1 ? "" : "s"}`;
}
