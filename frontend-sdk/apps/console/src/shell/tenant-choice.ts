import type { Caller } from "../access/caller.js";
import type { Page } from "../page.js";
import { session } from "../session.js";
import { button } from "../ui/controls.js";
import { h } from "../ui/dom.js";
import { messagePage } from "./pages.js";

/** Asks a person who belongs to several tenants for which to act; tells one who belongs to none what to do. */
export function tenantChoice(caller: Caller, chosen: () => void): Page {
  const { tenants = [], person } = caller.whoami;
  if (tenants.length === 0) {
    const address = person?.email === undefined ? "your address" : person.email;
    const sentence = caller.isPerson
      ? `Nobody has invited ${address} yet. Ask an owner of a tenant to do so, then reload this page.`
      : "This key may see none of the pages. Use one with more scopes.";
    return messagePage("There is nothing for you here yet", h("p", {}, sentence));
  }
  const choices = tenants.map(({ id, name }) =>
    h(
      "li",
      {},
      button(name, {}, () => {
        session.choose({ tenant: id });
        chosen();
      }),
    ),
  );
  return messagePage("For which tenant?", h("ul", { class: "tenant-choices", role: "list" }, ...choices));
}
