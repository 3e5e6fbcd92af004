import { type Child, h } from "./dom.js";
import { icon } from "./icons.js";

interface Frame {
  title: string;
  /** What the page is for, in a sentence. */
  intro?: Child;
  actions?: Child[];
  /** The page above this one. */
  back?: { label: string; href: string };
}

/** A page's outer element: heading, what it is for, what can be done. */
export function frame({ title, intro, actions = [], back }: Frame, ...content: Child[]): HTMLElement {
  return h(
    "main",
    { id: "content", class: "page admin" },
    back && h("a", { class: "page-back", href: back.href }, icon("back"), back.label),
    h(
      "div",
      { class: "page-head" },
      h("div", {}, h("h1", { tabindex: -1 }, title), intro && h("p", { class: "intro" }, intro)),
      actions.some(Boolean) && h("div", { class: "page-actions" }, ...actions),
    ),
    ...content,
  );
}

/** A titled part of a page. */
export function panel(title: string, ...content: Child[]): HTMLElement {
  const id = `p-${title.toLowerCase().replaceAll(/[^a-z]+/g, "-")}`;
  return h("section", { class: "panel", "aria-labelledby": id }, h("h2", { id }, title), ...content);
}

/** Names and values, one below the other. */
export function facts(entries: [name: string, value: Child][]): HTMLElement {
  const rows = entries.filter(([, value]) => value !== undefined && value !== null && value !== false);
  return h(
    "dl",
    { class: "properties" },
    ...rows.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))),
  );
}
