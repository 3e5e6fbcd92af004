import type { Change } from "@sluice/client";
import { type Child, h } from "./dom.js";

/** What changed, one line a member: its name, what it was, what it is. */
export function difference(changes: readonly Change[]): HTMLElement {
  if (changes.length === 0) {
    return h("p", { class: "hint" }, "Nothing in it is different.");
  }
  return h("ul", { class: "difference", role: "list" }, ...changes.map(changed));
}

function changed(change: Change): HTMLElement {
  const parts: Child[] = [h("span", { class: "difference-name code" }, nameOf(change.pointer))];
  if (change.before !== undefined) {
    parts.push(h("del", {}, h("span", { class: "visually-hidden" }, "was "), written(change.before)));
  }
  if (change.after !== undefined) {
    parts.push(h("ins", {}, h("span", { class: "visually-hidden" }, "is now "), written(change.after)));
  }
  return h("li", {}, ...parts);
}

/** `/brand/displayName` as `brand › displayName` (RFC 6901 undone). */
export function nameOf(pointer: string): string {
  const names = pointer
    .split("/")
    .slice(1)
    .map((name) => name.replaceAll("~1", "/").replaceAll("~0", "~"));
  return names.join(" › ") || "the whole object";
}

function written(value: unknown): string {
  return typeof value === "string" ? value || "“”" : JSON.stringify(value);
}
