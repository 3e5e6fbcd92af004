import type { Usage, UsageItem } from "@sluice/client";
import { bytes, count } from "../format.js";
import { h } from "../ui/dom.js";
import { when } from "../ui/time.js";

const NEARLY = 0.8;
const MEASURES: { name: keyof Usage; label: string; inWords: (value: number) => string }[] = [
  { name: "storageBytes", label: "Storage", inWords: bytes },
  { name: "uploadBytesPerHour", label: "Uploaded within an hour", inWords: bytes },
  { name: "encodedMinutesPerMonth", label: "Encoded this month", inWords: (value) => `${count(value)} min` },
  { name: "requestsPerMinute", label: "Requests a minute", inWords: count },
  { name: "concurrentViewers", label: "Viewers now", inWords: count },
];

/** What is used against what may be, as bars that say it in words. */
export function usageBars(usage: Usage): HTMLElement {
  return h(
    "ul",
    { class: "usage", role: "list" },
    ...MEASURES.map(({ name, label, inWords }) => bar(label, usage[name], inWords)),
  );
}

function bar(label: string, { used, limit, resetsAt }: UsageItem, inWords: (value: number) => string): HTMLElement {
  const share = limit === undefined ? undefined : limit === 0 ? 1 : used / limit;
  const words = limit === undefined ? inWords(used) : `${inWords(used)} of ${inWords(limit)}`;
  const tone = share === undefined ? "none" : share >= 1 ? "bad" : share >= NEARLY ? "busy" : "good";
  return h(
    "li",
    { class: "panel usage-item", "data-tone": tone },
    h("h2", {}, label),
    h(
      "p",
      { class: "usage-words" },
      words,
      share !== undefined && h("span", { class: "hint" }, ` · ${percent(share)}`),
    ),
    share === undefined ? h("div", { class: "usage-bar none", "aria-hidden": "true" }) : meter(label, share, words),
    h("p", { class: "hint" }, remark(share), resetsAt && h("span", {}, " Counted anew ", when(resetsAt), ".")),
  );
}

function meter(label: string, share: number, words: string): HTMLElement {
  const fill = h("div", { class: "usage-fill" });
  fill.style.setProperty("--value", String(Math.min(1, share)));
  const properties = {
    role: "meter",
    "aria-label": label,
    "aria-valuemin": 0,
    "aria-valuemax": 100,
    "aria-valuenow": Math.min(100, Math.round(share * 100)),
    "aria-valuetext": words,
  };
  return h("div", { class: "usage-bar", ...properties }, fill);
}

function remark(share: number | undefined): string {
  if (share === undefined) {
    return "There is no limit.";
  }
  if (share >= 1) {
    return "Used up: more is refused.";
  }
  return share >= NEARLY ? "Nearly used up." : "";
}

function percent(share: number): string {
  return share > 0 && share < 0.01 ? "less than 1 %" : `${Math.round(share * 100)} %`;
}
