import type { Limits } from "@sluice/client";
import { field } from "../ui/controls.js";
import { h } from "../ui/dom.js";

const GIGABYTE = 1_000_000_000;
const FIELDS: { name: keyof Limits; label: string; unit: number }[] = [
  { name: "storageBytes", label: "Storage (GB)", unit: GIGABYTE },
  { name: "uploadBytesPerHour", label: "Uploads an hour (GB)", unit: GIGABYTE },
  { name: "encodedMinutesPerMonth", label: "Encoded minutes a month", unit: 1 },
  { name: "requestsPerMinute", label: "Requests a minute", unit: 1 },
  { name: "concurrentViewers", label: "Viewers at the same time", unit: 1 },
];

/** What a tenant may use; an empty field is no limit. */
export class LimitFields {
  readonly element: HTMLElement;
  readonly #inputs = new Map<keyof Limits, HTMLInputElement>();

  constructor(limits: Limits = {}) {
    const fields = FIELDS.map(({ name, label, unit }) => {
      const value = limits[name];
      const input = h("input", {
        type: "number",
        min: name === "requestsPerMinute" ? 1 : 0,
        step: unit === 1 ? 1 : "any",
        placeholder: "No limit",
        value: value === undefined || value === null ? "" : value / unit,
      });
      this.#inputs.set(name, input);
      return field(label, input);
    });
    this.element = h(
      "fieldset",
      { class: "choices" },
      h("legend", {}, "Limits"),
      h("div", { class: "form-grid" }, ...fields),
    );
  }

  /** All limits; those that are empty are null, which lifts them. */
  get value(): Limits {
    const limits: Limits = {};
    for (const { name, unit } of FIELDS) {
      const text = this.#inputs.get(name)?.value ?? "";
      limits[name] = text === "" ? null : Math.round(Number(text) * unit);
    }
    return limits;
  }
}
