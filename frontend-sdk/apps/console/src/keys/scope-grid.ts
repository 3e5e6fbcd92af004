import type { Caller } from "../access/caller.js";
import { h } from "../ui/dom.js";
import { INSTALLATION, RESOURCES } from "./scopes.js";

/** A grid of resources by read and write, in which only what the caller may do himself can be ticked. */
export class ScopeGrid {
  readonly element: HTMLElement;
  readonly #caller: Caller;
  readonly #boxes = new Map<string, HTMLInputElement>();
  readonly #all: HTMLInputElement;
  readonly #table: HTMLTableElement;

  constructor(caller: Caller) {
    this.#caller = caller;
    const mayGiveAll =
      caller.scopes.has("*") ||
      RESOURCES.every(({ name, read, write }) => {
        return (!read || caller.may(`${name}:read`)) && (!write || caller.may(`${name}:write`));
      });
    this.#all = h("input", {
      type: "checkbox",
      checked: mayGiveAll,
      disabled: !mayGiveAll,
      onchange: () => this.#toggle(),
    });
    const head = h(
      "tr",
      {},
      h("th", { scope: "col" }, "Resource"),
      h("th", { scope: "col" }, "Read"),
      h("th", { scope: "col" }, "Write"),
    );
    const rows = [...RESOURCES, ...(caller.may("tenants:read") ? [INSTALLATION] : [])].map(
      ({ name, label, read, write }) =>
        h(
          "tr",
          {},
          h("th", { scope: "row" }, label),
          h("td", {}, read && this.#box(`${name}:read`, `Read ${label}`)),
          h("td", {}, write && this.#box(`${name}:write`, `Write ${label}`)),
        ),
    );
    this.#table = h("table", { class: "scope-grid" }, h("thead", {}, head), h("tbody", {}, ...rows));
    this.element = h(
      "fieldset",
      { class: "scopes" },
      h("legend", {}, "What it may do"),
      h("label", { class: "check" }, this.#all, "Everything in the tenant"),
      this.#table,
    );
    this.#toggle();
  }

  /** The scopes that are ticked. */
  get chosen(): string[] {
    return this.#all.checked ? ["*"] : [...this.#boxes].filter(([, box]) => box.checked).map(([scope]) => scope);
  }

  #box(scope: string, label: string): HTMLElement {
    const box = h("input", { type: "checkbox", "aria-label": label, disabled: !this.#caller.may(scope) });
    this.#boxes.set(scope, box);
    return h("label", {}, box);
  }

  #toggle(): void {
    this.#table.hidden = this.#all.checked;
  }
}
