import { type Child, h } from "./dom.js";

/** JSON to read, in a box that scrolls and can be reached by keyboard. */
export function jsonView(value: unknown, label: string): HTMLElement {
  return textView(JSON.stringify(value, null, 2) ?? "", label);
}

/** Plain text as it is; JSON among it is indented. */
export function bodyView(text: string, label: string): HTMLElement {
  try {
    return jsonView(JSON.parse(text), label);
  } catch {
    return textView(text, label);
  }
}

/** Something long that opens on demand. */
export function disclosure(summary: Child, ...content: Child[]): HTMLDetailsElement {
  return h("details", { class: "disclosure" }, h("summary", {}, summary), ...content);
}

function textView(text: string, label: string): HTMLElement {
  return h("pre", { class: "json code", tabindex: 0, role: "region", "aria-label": label }, text);
}
