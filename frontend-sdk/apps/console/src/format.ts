const RELATIVE = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
const DAY = new Intl.DateTimeFormat("en", { day: "numeric", month: "short", year: "numeric" });
const MOMENT = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "short" });
const NUMBER = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });

/** `0:07`, `12:40`, `1:02:03`. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const parts = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  const [hours = 0, minutes = 0, rest = 0] = parts;
  const tail = String(rest).padStart(2, "0");
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${tail}` : `${minutes}:${tail}`;
}

/** `4.2 MB`: decimal units, as disks and bit rates have them. */
export function bytes(count: number): string {
  return scaled(count, ["B", "kB", "MB", "GB", "TB"]);
}

/** `2.8 Mbit/s`. */
export function bitRate(bitsPerSecond: number): string {
  return scaled(bitsPerSecond, ["bit/s", "kbit/s", "Mbit/s", "Gbit/s"]);
}

/** `3 minutes ago`; a date once a week has gone by. */
export function ago(then: Date, now: Date): string {
  const seconds = (now.getTime() - then.getTime()) / 1_000;
  if (seconds < 45) {
    return "just now";
  }
  if (seconds < 45 * 60) {
    return RELATIVE.format(-Math.max(1, Math.round(seconds / 60)), "minute");
  }
  if (seconds < 22 * 3600) {
    return RELATIVE.format(-Math.max(1, Math.round(seconds / 3600)), "hour");
  }
  return seconds < 7 * 86_400 ? RELATIVE.format(-Math.max(1, Math.round(seconds / 86_400)), "day") : DAY.format(then);
}

/** `3 minutes ago`, `in 5 days`; a date beyond two months. */
export function fromNow(then: Date, now: Date): string {
  const seconds = (then.getTime() - now.getTime()) / 1_000;
  if (seconds <= 0) {
    return ago(then, now);
  }
  if (seconds < 50 * 60) {
    return RELATIVE.format(Math.max(1, Math.round(seconds / 60)), "minute");
  }
  if (seconds < 36 * 3600) {
    return RELATIVE.format(Math.round(seconds / 3600), "hour");
  }
  return seconds < 60 * 86_400 ? RELATIVE.format(Math.round(seconds / 86_400), "day") : `on ${DAY.format(then)}`;
}

/** `1,234`. */
export function count(number: number): string {
  return NUMBER.format(number);
}

/** Date and time of day, in the reader's time zone. */
export function moment(then: Date): string {
  return MOMENT.format(then);
}

/** `about 3 minutes left`. */
export function timeLeft(seconds: number): string {
  if (seconds < 50) {
    return `${Math.max(1, Math.round(seconds))} s left`;
  }
  return seconds < 50 * 60 ? `${Math.round(seconds / 60)} min left` : `${(seconds / 3600).toFixed(1)} h left`;
}

/** A name for people, made of a file's. */
export function titleFromFilename(name: string): string {
  const stem = name.replace(/\.[A-Za-z0-9]{1,5}$/, "");
  const clean = stem
    .replace(/\p{Cc}/gu, "")
    .replace(/_+/g, " ")
    .trim();
  return [...(clean || name)].slice(0, 200).join("");
}

function scaled(count: number, units: string[]): string {
  const power = count < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(count) / 3));
  const value = count / 1_000 ** power;
  return `${power === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[power]}`;
}
