import { h } from "./dom.js";

interface Option<T> {
  value: T;
  label: string;
  hint?: string;
}

/** Some of a few, each with what it means. */
export class Choices<T extends string> {
  readonly element: HTMLElement;
  readonly #inputs: [T, HTMLInputElement][];

  constructor(
    kind: "radio" | "checkbox",
    legend: string,
    options: Option<T>[],
    chosen: readonly T[],
    changed?: () => void,
  ) {
    const name = `c-${legend.toLowerCase().replaceAll(/[^a-z]+/g, "-")}`;
    this.#inputs = options.map(({ value }) => [
      value,
      h("input", { type: kind, name, value, checked: chosen.includes(value), onchange: () => changed?.() }),
    ]);
    const labels = options.map(({ label, hint }, index) =>
      h(
        "label",
        { class: "choice" },
        this.#inputs[index]?.[1],
        h("span", {}, h("strong", {}, label), hint !== undefined && h("span", { class: "hint" }, hint)),
      ),
    );
    this.element = h("fieldset", { class: "choices" }, h("legend", {}, legend), ...labels);
  }

  get chosen(): T[] {
    return this.#inputs.filter(([, input]) => input.checked).map(([value]) => value);
  }

  /** Of radio buttons, the one. */
  get one(): T | undefined {
    return this.chosen[0];
  }
}

/** Buttons of which one is pressed, above a list. */
export function segments<T>(
  legend: string,
  options: [label: string, value: T][],
  chosen: T,
  changed: (value: T) => void,
): HTMLElement {
  const name = `s-${legend.toLowerCase().replaceAll(/[^a-z]+/g, "-")}`;
  const labels = options.map(([label, value]) => {
    const input = h("input", { type: "radio", name, checked: value === chosen, onchange: () => changed(value) });
    return h("label", {}, input, h("span", {}, label));
  });
  return h("fieldset", { class: "segments" }, h("legend", { class: "visually-hidden" }, legend), ...labels);
}

/** A drop-down list. */
export function select(options: [label: string, value: string][], chosen = ""): HTMLSelectElement {
  return h("select", {}, ...options.map(([label, value]) => h("option", { value, selected: value === chosen }, label)));
}
