import { KINDS, TYPES } from "../events/types.js";
import { h } from "../ui/dom.js";

/** Which types of events: all, whole kinds, or single ones. */
export class TypePicker {
  readonly element: HTMLElement;
  readonly #all: HTMLInputElement;
  readonly #list: HTMLElement;
  readonly #kinds = new Map<string, HTMLInputElement>();
  readonly #single = new Map<string, HTMLInputElement>();
  /** Types that this console does not know; they stay as they are. */
  readonly #unknown: string[];

  constructor(chosen: Iterable<string> = []) {
    const given = new Set(chosen);
    const known = new Set([...TYPES, ...KINDS.map(([kind]) => `${kind}.*`)]);
    this.#unknown = [...given].filter((type) => !known.has(type));
    this.#all = h("input", { type: "checkbox", checked: given.size === 0, onchange: () => this.#adapt() });
    this.#list = h("div", { class: "type-kinds" }, ...KINDS.map(([kind, label]) => this.#group(kind, label, given)));
    const all = h("label", { class: "check" }, this.#all, "All events, new kinds as well");
    this.element = h("fieldset", { class: "types" }, h("legend", {}, "Which events"), all, this.#list);
    this.#adapt();
  }

  /** @throws Error if nothing is ticked, which would mean all */
  get chosen(): string[] {
    if (this.#all.checked) {
      return [];
    }
    const kinds = [...this.#kinds].filter(([, box]) => box.checked).map(([kind]) => `${kind}.*`);
    const single = [...this.#single].filter(([, box]) => box.checked && !box.disabled).map(([type]) => type);
    const types = [...kinds, ...single, ...this.#unknown];
    if (types.length === 0) {
      throw new Error("Tick at least one type of events.");
    }
    return types;
  }

  #group(kind: string, label: string, given: Set<string>): HTMLElement {
    const whole = h("input", { type: "checkbox", checked: given.has(`${kind}.*`), onchange: () => this.#adapt() });
    this.#kinds.set(kind, whole);
    const types = TYPES.filter((type) => type.startsWith(`${kind}.`)).map((type) => {
      const box = h("input", { type: "checkbox", checked: given.has(type) });
      this.#single.set(type, box);
      return h("label", { class: "check small" }, box, type.slice(kind.length + 1));
    });
    return h("div", { class: "type-kind" }, h("label", { class: "check" }, whole, label), h("div", {}, ...types));
  }

  #adapt(): void {
    this.#list.hidden = this.#all.checked;
    for (const [type, box] of this.#single) {
      box.disabled = this.#kinds.get(type.split(".")[0] ?? "")?.checked ?? false;
    }
  }
}
