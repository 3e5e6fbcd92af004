import type { Event } from "@sluice/client";
import { h } from "../ui/dom.js";
import { disclosure, jsonView } from "../ui/json.js";
import { when } from "../ui/time.js";
import { actorInWords } from "./actors.js";

/** An event: what, to which object, by whom, and the object as it then was. */
export class EventRow {
  readonly element: HTMLElement;
  readonly id: string;

  constructor(event: Event, isNew = false) {
    this.id = event.id;
    const details = disclosure(h("span", {}, "Show the event"));
    details.addEventListener("toggle", () => {
      // Events can be large; nobody looks at most of them.
      if (details.open && details.childElementCount === 1) {
        details.append(jsonView(event, `Event ${event.id}`));
      }
    });
    this.element = h(
      "li",
      { class: isNew ? "row event new" : "row event" },
      h(
        "div",
        { class: "row-main" },
        h("div", { class: "row-head" }, h("h2", { class: "row-title code" }, event.type), when(event.createdAt)),
        h(
          "p",
          { class: "row-facts" },
          h("span", {}, h("a", { class: "code", href: `#/objects/${event.object.id}` }, event.object.id)),
          h("span", {}, `by ${actorInWords(event.actor)}`),
          h("span", {}, `number ${event.sequence} of this object`),
        ),
        details,
      ),
    );
  }
}
