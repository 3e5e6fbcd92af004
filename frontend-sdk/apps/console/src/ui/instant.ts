import { h } from "./dom.js";

/** A field for date and time of day, in the reader's own time zone. */
export function localInput(value: Date | undefined, required = false): HTMLInputElement {
  return h("input", { type: "datetime-local", step: 1, required, value: value === undefined ? "" : localText(value) });
}

/** What it says; undefined if it is empty. */
export function instantOf(input: HTMLInputElement): Date | undefined {
  return input.value === "" ? undefined : new Date(input.value);
}

function localText(instant: Date): string {
  const shifted = new Date(instant.getTime() - instant.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 19);
}
