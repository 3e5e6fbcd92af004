import type { WebhookAttempt, WebhookDelivery, WebhookMessage } from "@sluice/client";
import { count } from "../format.js";
import type { Page, PageContext } from "../page.js";
import { button } from "../ui/controls.js";
import { type Child, fill, h } from "../ui/dom.js";
import { facts, frame } from "../ui/frame.js";
import { bodyView, disclosure } from "../ui/json.js";
import { pill } from "../ui/listing.js";
import { Notice } from "../ui/notice.js";
import { at, when } from "../ui/time.js";
import { toast } from "../ui/toast.js";
import { sentenceOf } from "../words.js";
import { deliveryState } from "./words.js";

/** An event on its way to an endpoint: each attempt with request and response. */
export class DeliveryPage implements Page {
  readonly element: HTMLElement;
  readonly title = "Delivery";
  readonly #context: PageContext;
  readonly #deliveryId: string;
  readonly #notice = new Notice();
  readonly #content = h("div", { class: "stack" });
  readonly #end = new AbortController();

  constructor(context: PageContext, deliveryId: string) {
    this.#context = context;
    this.#deliveryId = deliveryId;
    const replay =
      context.caller.may("webhooks:write") &&
      button("Send again", { icon: "retry", kind: "primary" }, () => void this.#replay());
    const refresh = button("Refresh", { kind: "quiet" }, () => void this.#load());
    this.element = frame(
      { title: this.title, back: { label: "Webhooks", href: "#/webhooks" }, actions: [refresh, replay] },
      this.#notice.element,
      this.#content,
    );
    void this.#load();
  }

  dispose(): void {
    this.#end.abort();
  }

  async #load(): Promise<void> {
    try {
      const { signal } = this.#end;
      const { webhooks } = this.#context.client;
      this.#show(await webhooks.getWebhookDelivery({ deliveryId: this.#deliveryId }, { signal }));
      this.#notice.hide();
    } catch (error) {
      if (!this.#context.failed(error)) {
        this.#notice.show(error, () => void this.#load());
      }
    }
  }

  async #replay(): Promise<void> {
    try {
      const { webhooks } = this.#context.client;
      const again = await webhooks.replayWebhookDelivery({ deliveryId: this.#deliveryId });
      toast("It is under way again.");
      location.hash = `#/deliveries/${again.id}`;
    } catch (error) {
      toast(sentenceOf(error), "failure");
    }
  }

  #show(delivery: WebhookDelivery): void {
    const [words, tone] = deliveryState(delivery.state);
    const attempts = delivery.attempts ?? [];
    fill(
      this.#content,
      h(
        "section",
        { class: "panel", "aria-label": "Delivery" },
        h("div", { class: "row-head" }, h("h2", { class: "code breakable" }, delivery.eventType), pill(words, tone)),
        facts([
          ["To", h("a", { href: `#/webhooks/${delivery.webhookId}` }, "this webhook")],
          ["Event", h("code", {}, delivery.eventId)],
          ["Begun", when(delivery.createdAt)],
          ["Attempts", String(delivery.attemptCount)],
          ["Next attempt", delivery.nextAttemptAt && when(delivery.nextAttemptAt)],
          ["Asked for by hand", delivery.replay === true && "Yes, it is a replay"],
        ]),
      ),
      attempts.length === 0 && h("p", { class: "hint" }, "Nothing was sent yet."),
      ...[...attempts].reverse().map(attempt),
    );
  }
}

function attempt(attempt: WebhookAttempt, index: number): HTMLElement {
  const status = attempt.response?.httpStatus;
  const taken = status !== undefined && status >= 200 && status < 300;
  const outcome = status === undefined ? "No answer" : `Answered ${status}`;
  const details = disclosure(
    "Request and response",
    ...message("Request", attempt.request),
    ...message("Response", attempt.response),
  );
  details.open = index === 0;
  return h(
    "section",
    { class: "panel", "aria-label": `Attempt ${attempt.number}` },
    h(
      "div",
      { class: "row-head" },
      h("h3", {}, `Attempt ${attempt.number}`),
      pill(outcome, taken ? "good" : "bad"),
      h("span", { class: "hint" }, at(attempt.sentAt), ` · took ${count(attempt.durationMillis)} ms`),
    ),
    attempt.failure !== undefined && h("p", { class: "row-note bad" }, attempt.failure),
    details,
  );
}

function message(title: string, content: WebhookMessage | undefined): Child[] {
  if (content === undefined) {
    return [];
  }
  const headers = Object.entries(content.headers ?? {});
  const lines = headers.map(([name, value]) => `${name}: ${value}`).join("\n");
  return [
    h("h4", {}, title, content.url !== undefined && h("span", { class: "hint breakable" }, ` to ${content.url}`)),
    lines !== "" &&
      h("pre", { class: "json code", tabindex: 0, role: "region", "aria-label": `${title}: headers` }, lines),
    content.body !== undefined && content.body !== "" && bodyView(content.body, `${title}: body`),
  ];
}
