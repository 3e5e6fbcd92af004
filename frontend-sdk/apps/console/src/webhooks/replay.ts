import type { Webhook, WebhookReplayResult } from "@sluice/client";
import { count } from "../format.js";
import type { PageContext } from "../page.js";
import { field } from "../ui/controls.js";
import { perform } from "../ui/dialog.js";
import { h } from "../ui/dom.js";
import { instantOf, localInput } from "../ui/instant.js";
import { toast } from "../ui/toast.js";

const HOUR = 3_600_000;
/** Whoever wants more at once has chosen a span that is too long. */
const MOST = 100_000;

/** Asks for a span of time and sends its events again; true if some were queued. */
export async function replayRange({ client }: PageContext, webhook: Webhook): Promise<boolean> {
  const from = localInput(new Date(Date.now() - HOUR), true);
  const to = localInput(undefined);
  const failedOnly = h("input", { type: "checkbox", checked: true });
  const result = await perform({
    title: "Replay events of a span of time",
    body: [
      h("p", {}, "Your endpoint gets them again with the same ids, so that it can tell what it has seen."),
      field("From", from),
      field("To (now, if empty)", to),
      h("label", { class: "check" }, failedOnly, "Only events that this endpoint has never taken"),
    ],
    action: "Replay",
    submit: () => {
      const begin = instantOf(from);
      const end = instantOf(to);
      if (begin === undefined || (end !== undefined && end <= begin)) {
        throw new Error("The span has to end after it begins.");
      }
      return replayAll(client, webhook.id, {
        from: begin,
        ...(end !== undefined && { to: end }),
        failedOnly: failedOnly.checked,
      });
    },
  });
  if (result !== undefined) {
    toast(result === 0 ? "There were no such events." : `${count(result)} events are under way.`);
  }
  return result !== undefined && result > 0;
}

/** One call queues only so many; it says where to go on. */
async function replayAll(
  client: PageContext["client"],
  webhookId: string,
  span: { from: Date; to?: Date; failedOnly: boolean },
): Promise<number> {
  let queued = 0;
  let after: string | undefined;
  do {
    const result: WebhookReplayResult = await client.webhooks.replayWebhook({
      webhookId,
      webhookReplay: { ...span, ...(after !== undefined && { after }) },
    });
    queued += result.queued;
    after = result.nextAfter;
  } while (after !== undefined && queued < MOST);
  return queued;
}
