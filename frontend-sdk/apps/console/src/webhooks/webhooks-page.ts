import type { Webhook } from "@sluice/client";
import type { Page, PageContext } from "../page.js";
import { button } from "../ui/controls.js";
import { h } from "../ui/dom.js";
import { frame } from "../ui/frame.js";
import { Listing, pill, row } from "../ui/listing.js";
import { showSecret } from "../ui/secret.js";
import { when } from "../ui/time.js";
import { SECRET_HINT, webhookForm } from "./webhook-form.js";
import { typesInWords } from "./words.js";

/** The tenant's endpoints that are told what happens. */
export class WebhooksPage implements Page {
  readonly element: HTMLElement;
  readonly title = "Webhooks";
  readonly #context: PageContext;
  readonly #list: Listing<Webhook>;

  constructor(context: PageContext) {
    this.#context = context;
    this.#list = new Listing<Webhook>(context, {
      label: "Webhooks",
      load: (cursor, signal) =>
        context.client.webhooks.listWebhooks({ ...(cursor !== undefined && { cursor }) }, { signal }),
      row: webhookRow,
      empty: () => [
        h("h2", {}, "No webhooks yet"),
        h("p", {}, "Create one, and your own server is told what happens here within half a second."),
      ],
    });
    const create =
      context.caller.may("webhooks:write") &&
      button("Create webhook", { icon: "plus", kind: "primary" }, () => void this.#create());
    const intro = "Events are sent to your endpoints, signed, and tried again for 24 hours until they are taken.";
    this.element = frame({ title: this.title, intro, actions: [create] }, this.#list.element);
    void this.#list.reload();
  }

  dispose(): void {
    this.#list.dispose();
  }

  async #create(): Promise<void> {
    const created = await webhookForm(this.#context);
    if (created !== undefined) {
      await showSecret("The webhook’s signing secret", [["Secret", created.secret ?? ""]], SECRET_HINT);
      location.hash = `#/webhooks/${created.id}`;
    }
  }
}

function webhookRow(webhook: Webhook): HTMLElement {
  const isEnabled = webhook.state === "ENABLED";
  return row({
    title: webhook.url,
    href: `#/webhooks/${webhook.id}`,
    pills: [pill(isEnabled ? "Enabled" : "Disabled", isEnabled ? "good" : "bad")],
    facts: [webhook.description, typesInWords(webhook.types), h("span", {}, "Created ", when(webhook.createdAt))],
    body: [
      !isEnabled && webhook.disabledReason !== undefined && h("p", { class: "row-note bad" }, webhook.disabledReason),
      isEnabled &&
        webhook.failingSince !== undefined &&
        h("p", { class: "row-note bad" }, "Failing, first ", when(webhook.failingSince), "."),
    ],
  });
}
