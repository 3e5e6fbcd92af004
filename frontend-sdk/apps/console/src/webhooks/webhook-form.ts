import type { Webhook } from "@sluice/client";
import type { PageContext } from "../page.js";
import { field } from "../ui/controls.js";
import { perform } from "../ui/dialog.js";
import { h } from "../ui/dom.js";
import { TypePicker } from "./type-picker.js";

/** Asks where events are to be sent, and which. */
export function webhookForm({ client }: PageContext, webhook?: Webhook): Promise<Webhook | undefined> {
  const url = h("input", {
    type: "url",
    required: true,
    maxlength: 2048,
    pattern: "https?://.+",
    placeholder: "https://www.example.com/hooks/sluice",
    value: webhook?.url ?? "",
  });
  const description = h("input", { maxlength: 200, value: webhook?.description ?? "" });
  const types = new TypePicker(webhook?.types);
  const hint = h(
    "p",
    { class: "hint" },
    "It has to be reachable from the server, at a public address, and to answer 2xx within 15 seconds.",
  );
  return perform({
    title: webhook === undefined ? "Create a webhook" : "Edit the webhook",
    body: [field("URL", url, hint), field("Description (optional)", description), types.element],
    action: webhook === undefined ? "Create webhook" : "Save",
    submit: () => {
      const words = description.value.trim();
      const common = { url: url.value.trim(), types: types.chosen };
      return webhook === undefined
        ? client.webhooks.createWebhook({ webhookCreate: { ...common, ...(words !== "" && { description: words }) } })
        : client.webhooks.updateWebhook({
            webhookId: webhook.id,
            webhookPatch: { ...common, description: words === "" ? null : words },
          });
    },
  });
}

/** Shows a webhook's secret the only time that it can be seen. */
export const SECRET_HINT =
  "Check each request’s signature with it, as Standard Webhooks says: any of its libraries takes this secret as it is.";
