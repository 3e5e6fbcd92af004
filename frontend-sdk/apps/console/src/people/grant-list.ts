import type { Grant } from "@sluice/client";
import type { PageContext } from "../page.js";
import { button } from "../ui/controls.js";
import { confirmed } from "../ui/dialog.js";
import { type Child, h } from "../ui/dom.js";
import { Listing, pill, row } from "../ui/listing.js";
import { when } from "../ui/time.js";
import { toast } from "../ui/toast.js";
import { capitalised, sentenceOf } from "../words.js";

/** Grants of operators: who, why, until when, and the way to end them. */
export class GrantList {
  readonly #context: PageContext;
  readonly #list: Listing<Grant>;
  readonly #use: ((grant: Grant) => void) | undefined;

  /** @param use what an operator does with an own grant */
  constructor(context: PageContext, use?: (grant: Grant) => void) {
    this.#context = context;
    this.#use = use;
    this.#list = new Listing<Grant>(context, {
      label: "Grants",
      load: (cursor, signal) =>
        context.client.grants.listGrants({ ...(cursor !== undefined && { cursor }) }, { signal }),
      row: (grant) => this.#row(grant),
      empty: () => [
        h(
          "p",
          {},
          use === undefined
            ? "No operator has ever acted for this tenant."
            : "You have no grants. Make one to act for a tenant.",
        ),
      ],
    });
  }

  get element(): HTMLElement {
    return this.#list.element;
  }

  reload(): Promise<void> {
    return this.#list.reload();
  }

  dispose(): void {
    this.#list.dispose();
  }

  #row(grant: Grant): HTMLElement {
    const isActive = grant.state === "ACTIVE";
    const end: Child =
      isActive &&
      this.#context.caller.may("grants:write") &&
      button("End", { kind: "danger" }, () => void this.#end(grant));
    const { whoami } = this.#context.caller;
    const use =
      isActive && this.#use !== undefined && whoami.grant?.id !== grant.id
        ? button("Act under it", {}, () => this.#use?.(grant))
        : false;
    return row({
      title: this.#use === undefined ? grant.operator : h("span", { class: "code" }, grant.tenantId),
      pills: [
        pill(capitalised(grant.state), isActive ? "busy" : "waiting"),
        pill(grant.access === "WRITE" ? "Reads and changes" : "Only reads"),
      ],
      facts: [
        isActive && h("span", {}, "Expires ", when(grant.expiresAt)),
        grant.endedAt && h("span", {}, "Ended ", when(grant.endedAt)),
        h("span", {}, "Begun ", when(grant.createdAt)),
        h("a", { href: `#/objects/${grant.id}` }, "History"),
      ],
      body: [h("p", { class: "row-note" }, `Reason: ${grant.reason}`)],
      actions: [use, end],
    });
  }

  async #end(grant: Grant): Promise<void> {
    const sure = await confirmed({
      title: "End this grant?",
      body: [h("p", {}, `${grant.operator} cannot act for the tenant any more, from this moment.`)],
      action: "End grant",
      kind: "danger",
    });
    if (!sure) {
      return;
    }
    try {
      await this.#context.client.grants.endGrant({ grantId: grant.id });
      toast("The grant has ended.");
      await this.reload();
    } catch (error) {
      toast(sentenceOf(error), "failure");
    }
  }
}
