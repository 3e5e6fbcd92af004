import type { Caller } from "../access/caller.js";
import { session } from "../session.js";
import { segments } from "../ui/choices.js";
import { h } from "../ui/dom.js";
import { icon, logo } from "../ui/icons.js";
import { Menu, type MenuActions } from "./menu.js";
import { type Place, placesOf } from "./places.js";

/** More links than this need the room of the menu's words. */
const MANY = 8;

/** The header: pages, the environment, and the menu with who is signed in. */
export class TopBar {
  readonly element: HTMLElement;
  readonly #links: Map<string, HTMLAnchorElement>[] = [];

  constructor(caller: Caller, actions: MenuActions) {
    const places = placesOf(caller);
    const menu = new Menu(caller, this.#list(places), actions);
    const opener = h(
      "button",
      {
        type: "button",
        class: "button quiet menu-button",
        "aria-haspopup": "dialog",
        "aria-label": `Menu, ${caller.whoami.tenant?.name ?? caller.name}`,
        onclick: () => menu.open(),
      },
      icon("menu"),
      h("span", {}, caller.whoami.tenant?.name ?? caller.name),
    );
    this.element = h(
      "header",
      { class: places.length > MANY ? "top crowded" : "top" },
      h("a", { class: "logo", href: "#/", "aria-label": "Sluice, start" }, logo(), h("span", {}, "Sluice")),
      h("nav", { class: "top-places", "aria-label": "Main" }, this.#list(places)),
      h("div", { class: "top-end" }, environment(caller, actions), opener),
    );
  }

  /** Marks the page that is shown. */
  mark(section: string | undefined): void {
    for (const links of this.#links) {
      for (const [name, link] of links) {
        link.toggleAttribute("aria-current", false);
        if (name === section) {
          link.setAttribute("aria-current", "page");
        }
      }
    }
  }

  #list(places: Place[]): HTMLElement {
    const links = new Map(
      places.map(({ section, label, href }) => [section as string, h("a", { class: "place-link", href }, label)]),
    );
    this.#links.push(links);
    return h("ul", { class: "places", role: "list" }, ...[...links.values()].map((link) => h("li", {}, link)));
  }
}

/** People switch between the worlds; a key has one of them. */
function environment(caller: Caller, actions: MenuActions): HTMLElement {
  const current = caller.isTest ? "TEST" : "LIVE";
  if (!caller.isPerson || !caller.hasTenant) {
    const name = caller.isTest ? "Test" : "Live";
    return h("span", { class: "pill environment", "data-environment": current }, name);
  }
  const element = segments<"LIVE" | "TEST">(
    "Environment",
    [
      ["Live", "LIVE"],
      ["Test", "TEST"],
    ],
    current,
    (chosen) => {
      session.choose({ ...session.choice, environment: chosen });
      actions.chosen();
    },
  );
  element.dataset.environment = current;
  return element;
}
