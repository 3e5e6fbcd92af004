import type { WebhookDelivery, WebhookDeliveryState } from "@sluice/client";
import type { PageContext } from "../page.js";
import { segments } from "../ui/choices.js";
import { button } from "../ui/controls.js";
import { h } from "../ui/dom.js";
import { Listing, pill, row } from "../ui/listing.js";
import { when } from "../ui/time.js";
import { deliveryState } from "./words.js";

/** How often the list is asked for again while a delivery that was just begun is under way. */
const LOOKS = [700, 1_500, 3_000, 6_000];

/** What was sent to an endpoint, and whether it was taken. */
export class DeliveryLog {
  readonly element: HTMLElement;
  readonly #list: Listing<WebhookDelivery>;
  #state: WebhookDeliveryState | undefined;
  #looks: ReturnType<typeof setTimeout>[] = [];

  constructor({ client, ...context }: PageContext, webhookId: string) {
    this.#list = new Listing<WebhookDelivery>(
      { client, ...context },
      {
        label: "Deliveries",
        load: (cursor, signal) =>
          client.webhooks.listWebhookDeliveries(
            {
              webhookId,
              ...(cursor !== undefined && { cursor }),
              ...(this.#state !== undefined && { state: this.#state }),
            },
            { signal },
          ),
        row: deliveryRow,
        empty: () =>
          this.#state === undefined
            ? [h("h3", {}, "Nothing was sent yet"), h("p", {}, "“Send a test” sends one event now.")]
            : [h("p", {}, "No deliveries in this state.")],
      },
    );
    const states = segments<WebhookDeliveryState | undefined>(
      "Show deliveries",
      [
        ["All", undefined],
        ["Delivered", "SUCCEEDED"],
        ["Under way", "PENDING"],
        ["Given up", "FAILED"],
      ],
      undefined,
      (state) => {
        this.#state = state;
        void this.reload();
      },
    );
    const refresh = button("Refresh", { icon: "retry", kind: "quiet", iconOnly: true }, () => void this.reload());
    this.element = h(
      "section",
      { class: "part", "aria-labelledby": "deliveries" },
      h("div", { class: "part-head" }, h("h2", { id: "deliveries" }, "Deliveries"), states, refresh),
      this.#list.element,
    );
    void this.reload();
  }

  reload(): Promise<void> {
    return this.#list.reload();
  }

  /** Looks again soon, a few times. */
  follow(): void {
    this.#stopLooking();
    this.#looks = LOOKS.map((delay) => setTimeout(() => void this.reload(), delay));
  }

  dispose(): void {
    this.#stopLooking();
    this.#list.dispose();
  }

  #stopLooking(): void {
    for (const look of this.#looks) {
      clearTimeout(look);
    }
  }
}

function deliveryRow(delivery: WebhookDelivery): HTMLElement {
  const [words, tone] = deliveryState(delivery.state);
  const attempts = delivery.attemptCount === 1 ? "1 attempt" : `${delivery.attemptCount} attempts`;
  return row({
    title: h("span", { class: "code" }, delivery.eventType),
    href: `#/deliveries/${delivery.id}`,
    pills: [pill(words, tone), delivery.replay === true && pill("Replay")],
    facts: [
      h("span", {}, when(delivery.createdAt)),
      attempts,
      delivery.state === "PENDING" &&
        delivery.nextAttemptAt !== undefined &&
        h("span", {}, "next attempt ", when(delivery.nextAttemptAt)),
      h("span", { class: "code" }, delivery.eventId),
    ],
  });
}
