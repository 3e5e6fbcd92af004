import type { Difference, HistoryState } from "@sluice/client";
import { actorInWords } from "../events/actors.js";
import type { Page, PageContext } from "../page.js";
import { field } from "../ui/controls.js";
import { difference } from "../ui/difference.js";
import { fill, h } from "../ui/dom.js";
import { frame, panel } from "../ui/frame.js";
import { instantOf, localInput } from "../ui/instant.js";
import { disclosure, jsonView } from "../ui/json.js";
import { Listing } from "../ui/listing.js";
import { at, when } from "../ui/time.js";
import { explained } from "../words.js";

/** What an object has been: its states one after the other, at any instant, and the difference between two. */
export class ObjectPage implements Page {
  readonly element: HTMLElement;
  readonly title = "History of an object";
  readonly #context: PageContext;
  readonly #objectId: string;
  readonly #list: Listing<HistoryState>;
  readonly #from = localInput(undefined);
  readonly #to = localInput(undefined);
  readonly #result = h("div", { class: "stack", "aria-live": "polite" });
  readonly #end = new AbortController();

  constructor(context: PageContext, objectId: string) {
    this.#context = context;
    this.#objectId = objectId;
    this.#list = new Listing<HistoryState>(context, {
      label: "States, newest first",
      load: (cursor, signal) =>
        context.client.audit.listHistory({ objectId, ...(cursor !== undefined && { cursor }) }, { signal }),
      row: stateRow,
      empty: () => [h("p", {}, "Nothing is known of this object.")],
    });
    const compare = h(
      "form",
      { class: "filter-form", onsubmit: (event: SubmitEvent) => void this.#compare(event) },
      field("State at", this.#to, h("p", { class: "hint" }, "Now, if empty.")),
      field("Compared with the state at", this.#from, h("p", { class: "hint" }, "The beginning, if empty.")),
      h("div", { class: "form-buttons" }, h("button", { type: "submit", class: "button" }, "Look")),
    );
    this.element = frame(
      {
        title: this.title,
        intro: h("span", {}, h("code", {}, objectId), " · ", ...links(objectId)),
        back: { label: "Audit", href: "#/audit" },
      },
      panel("At an instant", compare, this.#result),
      h(
        "section",
        { class: "part", "aria-labelledby": "states" },
        h("h2", { id: "states" }, "States, newest first"),
        this.#list.element,
      ),
    );
    void this.#list.reload();
  }

  dispose(): void {
    this.#end.abort();
    this.#list.dispose();
  }

  async #compare(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const from = instantOf(this.#from)?.toISOString();
    const to = instantOf(this.#to)?.toISOString();
    try {
      const request = {
        objectId: this.#objectId,
        ...(from !== undefined && { from }),
        ...(to !== undefined && { to }),
      };
      const found = await this.#context.client.audit.getDifference(request, { signal: this.#end.signal });
      fill(this.#result, ...shown(found));
    } catch (error) {
      if (!this.#context.failed(error)) {
        fill(this.#result, h("p", { class: "form-error" }, ...explained(error)));
      }
    }
  }
}

function shown({ from, to, changes }: Difference): HTMLElement[] {
  if (to === undefined) {
    return [h("p", {}, "The object was not there at that time.")];
  }
  return [
    h("p", {}, "As it was since ", at(to.at), ` (${to.type}).`),
    disclosure("The whole object", jsonView(to.data, "The object at that time")),
    h(
      "h3",
      {},
      from === undefined
        ? "What has changed since the beginning"
        : h("span", {}, "What had changed since ", at(from.at)),
    ),
    difference(changes),
  ];
}

function stateRow(state: HistoryState): HTMLElement {
  return h(
    "li",
    { class: "row" },
    h(
      "div",
      { class: "row-main" },
      h("div", { class: "row-head" }, h("h3", { class: "row-title code" }, state.type), when(state.at)),
      h(
        "p",
        { class: "row-facts" },
        h("span", {}, `number ${state.sequence}`),
        h("span", {}, `by ${actorInWords(state.actor)}`),
      ),
      disclosure("The object then", jsonView(state.data, `State ${state.sequence}`)),
    ),
  );
}

function links(objectId: string): HTMLElement[] {
  const audit = h("a", { href: `#/audit?objectId=${objectId}` }, "Who changed it");
  const [prefix] = objectId.split("_");
  const place = prefix === "vid" ? `#/videos/${objectId}` : prefix === "whk" ? `#/webhooks/${objectId}` : undefined;
  return place === undefined ? [audit] : [audit, h("span", {}, " · ", h("a", { href: place }, "Open it"))];
}
