import { fromNow, moment } from "../format.js";
import { h } from "./dom.js";

/** How long ago, or how soon, with the exact moment for whoever points at it. */
export function when(then: Date): HTMLElement {
  return h("time", { datetime: then.toISOString(), title: exactly(then) }, fromNow(then, new Date()));
}

/** The moment itself. */
export function at(then: Date): HTMLElement {
  return h("time", { datetime: then.toISOString(), title: exactly(then) }, moment(then));
}

function exactly(then: Date): string {
  return `${moment(then)} (${then.toISOString()})`;
}
