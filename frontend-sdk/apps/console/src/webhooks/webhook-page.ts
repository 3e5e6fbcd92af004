import type { Webhook } from "@sluice/client";
import type { Page, PageContext } from "../page.js";
import { select } from "../ui/choices.js";
import { button, field } from "../ui/controls.js";
import { confirmed, perform } from "../ui/dialog.js";
import { type Child, fill, h } from "../ui/dom.js";
import { facts, frame } from "../ui/frame.js";
import { pill } from "../ui/listing.js";
import { Notice } from "../ui/notice.js";
import { showSecret } from "../ui/secret.js";
import { at, when } from "../ui/time.js";
import { toast } from "../ui/toast.js";
import { sentenceOf } from "../words.js";
import { DeliveryLog } from "./delivery-log.js";
import { replayRange } from "./replay.js";
import { SECRET_HINT, webhookForm } from "./webhook-form.js";

const OVERLAPS: [label: string, seconds: string][] = [
  ["Not at all", "0"],
  ["1 hour", "3600"],
  ["1 day", "86400"],
  ["7 days", "604800"],
];

/** One endpoint: what it gets, whether it takes it, and the log of deliveries. */
export class WebhookPage implements Page {
  readonly element: HTMLElement;
  readonly title = "Webhook";
  readonly #context: PageContext;
  readonly #webhookId: string;
  readonly #notice = new Notice();
  readonly #about = h("section", { class: "panel", "aria-label": "Webhook" });
  readonly #log: DeliveryLog;
  readonly #end = new AbortController();

  constructor(context: PageContext, webhookId: string) {
    this.#context = context;
    this.#webhookId = webhookId;
    this.#log = new DeliveryLog(context, webhookId);
    this.element = frame(
      { title: this.title, back: { label: "Webhooks", href: "#/webhooks" } },
      this.#notice.element,
      this.#about,
      this.#log.element,
    );
    this.#about.hidden = true;
    void this.#load();
  }

  dispose(): void {
    this.#end.abort();
    this.#log.dispose();
  }

  async #load(): Promise<void> {
    try {
      const { signal } = this.#end;
      this.#show(await this.#context.client.webhooks.getWebhook({ webhookId: this.#webhookId }, { signal }));
      this.#notice.hide();
    } catch (error) {
      if (!this.#context.failed(error)) {
        this.#notice.show(error, () => void this.#load());
      }
    }
  }

  #show(webhook: Webhook): void {
    const isEnabled = webhook.state === "ENABLED";
    this.#about.hidden = false;
    this.#context.titled(webhook.url);
    fill(
      this.#about,
      h(
        "div",
        { class: "row-head" },
        h("h2", { class: "breakable" }, webhook.url),
        pill(isEnabled ? "Enabled" : "Disabled", isEnabled ? "good" : "bad"),
      ),
      !isEnabled &&
        h("p", { class: "row-note bad" }, webhook.disabledReason ?? "It gets nothing until it is enabled again."),
      facts([
        ["Description", webhook.description],
        ["Events", webhook.types.length === 0 ? "All, new kinds as well" : webhook.types.join(", ")],
        ["Failing since", webhook.failingSince && when(webhook.failingSince)],
        ["Old secret works until", webhook.oldSecretExpiresAt && at(webhook.oldSecretExpiresAt)],
        ["Created", when(webhook.createdAt)],
        ["Id", h("code", {}, webhook.id)],
      ]),
      this.#context.caller.may("webhooks:write") &&
        h("div", { class: "form-buttons" }, ...this.#actions(webhook, isEnabled)),
    );
  }

  #actions(webhook: Webhook, isEnabled: boolean): Child[] {
    return [
      button("Send a test", { kind: "primary" }, () => void this.#attempt(() => this.#test())),
      button("Replay events", { icon: "retry" }, async () => {
        if (await replayRange(this.#context, webhook)) {
          await this.#log.reload();
        }
      }),
      button("Edit", { icon: "edit" }, async () => {
        const changed = await webhookForm(this.#context, webhook);
        if (changed !== undefined) {
          this.#show(changed);
        }
      }),
      button(isEnabled ? "Disable" : "Enable", {}, () => void this.#attempt(() => this.#turn(!isEnabled))),
      button("Rotate secret", {}, () => void this.#rotate()),
      button("Delete", { icon: "trash", kind: "danger" }, () => void this.#delete(webhook)),
    ];
  }

  async #attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      toast(sentenceOf(error), "failure");
    }
  }

  async #test(): Promise<void> {
    await this.#context.client.webhooks.testWebhook({ webhookId: this.#webhookId });
    toast("A webhook.test event is under way.");
    this.#log.follow();
  }

  async #turn(on: boolean): Promise<void> {
    const webhookPatch = { state: on ? ("ENABLED" as const) : ("DISABLED" as const) };
    this.#show(await this.#context.client.webhooks.updateWebhook({ webhookId: this.#webhookId, webhookPatch }));
    toast(on ? "Events are sent again." : "No events are sent until you enable it again.");
  }

  async #rotate(): Promise<void> {
    const overlap = select(OVERLAPS, "86400");
    const rotated = await perform({
      title: "Make a new signing secret?",
      body: [
        h(
          "p",
          {},
          "Until the end of the overlap requests carry a signature by each, so that your endpoint can take either.",
        ),
        field("Sign with the old one as well for", overlap),
      ],
      action: "Rotate",
      submit: () =>
        this.#context.client.webhooks.rotateWebhookSecret({
          webhookId: this.#webhookId,
          webhookRotation: { overlap: Number(overlap.value) },
        }),
    });
    if (rotated !== undefined) {
      this.#show(rotated);
      await showSecret("The new signing secret", [["Secret", rotated.secret ?? ""]], SECRET_HINT);
    }
  }

  async #delete(webhook: Webhook): Promise<void> {
    const sure = await confirmed({
      title: "Delete this webhook?",
      body: [
        h("p", { class: "breakable" }, `${webhook.url} gets nothing more, and the log of its deliveries is gone.`),
      ],
      action: "Delete",
      kind: "danger",
    });
    if (sure) {
      await this.#attempt(async () => {
        await this.#context.client.webhooks.deleteWebhook({ webhookId: this.#webhookId });
        toast("Deleted.");
        location.hash = "#/webhooks";
      });
    }
  }
}
