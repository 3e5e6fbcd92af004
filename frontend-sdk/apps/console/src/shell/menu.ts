import type { Caller } from "../access/caller.js";
import { session } from "../session.js";
import { select } from "../ui/choices.js";
import { button, field } from "../ui/controls.js";
import { type Child, h } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { capitalised } from "../words.js";

export interface MenuActions {
  signOut(): void;
  /** Another tenant, environment or grant was chosen. */
  chosen(): void;
}

/** The panel at the edge: pages on small screens, who is signed in, for which tenant, and the way out. */
export class Menu {
  readonly #caller: Caller;
  readonly #places: HTMLElement;
  readonly #actions: MenuActions;

  constructor(caller: Caller, places: HTMLElement, actions: MenuActions) {
    this.#caller = caller;
    this.#places = places;
    this.#actions = actions;
  }

  open(): void {
    const dialog = h(
      "dialog",
      { class: "menu", "aria-label": "Menu" },
      h(
        "div",
        { class: "menu-content" },
        h(
          "div",
          { class: "menu-head" },
          h("div", {}, ...this.#who()),
          button("Close", { icon: "close", kind: "quiet", iconOnly: true }, () => dialog.close()),
        ),
        this.#tenants(),
        h("nav", { class: "menu-places", "aria-label": "Pages" }, this.#places),
        h("a", { class: "button quiet", href: "./docs/" }, icon("book"), h("span", {}, "API reference")),
        button("Sign out", { icon: "out", kind: "quiet" }, () => {
          dialog.close();
          this.#actions.signOut();
        }),
      ),
    );
    dialog.addEventListener("close", () => dialog.remove());
    dialog.addEventListener("click", ({ target }) => {
      if (target === dialog || (target as Element).closest("a") !== null) {
        dialog.close();
      }
    });
    document.body.append(dialog);
    dialog.showModal();
  }

  #who(): Child[] {
    const { kind, roles, apiKey } = this.#caller.whoami;
    const kinds: Record<string, string> = { API_KEY: "API key", PUBLISHABLE_KEY: "Publishable key" };
    const role = roles?.map(capitalised).join(", ");
    const detail = kinds[kind] ?? (role || capitalised(kind));
    return [
      h("p", { class: "menu-name" }, this.#caller.name),
      h("p", { class: "hint" }, apiKey === undefined ? detail : `${detail} ${apiKey.hint}`),
      this.#caller.whoami.tenant && h("p", { class: "hint" }, this.#caller.whoami.tenant.name),
    ];
  }

  #tenants(): Child {
    const { tenants = [], tenant, grant } = this.#caller.whoami;
    const { isOperator } = this.#caller;
    const canLeave = isOperator || session.choice.tenant !== undefined;
    if (grant !== undefined || tenants.length === 0 || (tenants.length === 1 && !canLeave)) {
      return undefined;
    }
    // Without a choice an operator acts for the installation.
    const none: [string, string][] = canLeave && (isOperator || tenants.length === 1) ? [["None", ""]] : [];
    const choice = select([...none, ...tenants.map(({ id, name }): [string, string] => [name, id])], tenant?.id);
    choice.addEventListener("change", () => {
      const { environment } = session.choice;
      const chosen = choice.value === "" ? {} : { tenant: choice.value };
      session.choose({ ...chosen, ...(environment !== undefined && { environment }) });
      choice.closest("dialog")?.close();
      this.#actions.chosen();
    });
    return field("Tenant", choice);
  }
}
