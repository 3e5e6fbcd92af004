/**
 * Tells customers' endpoints what happens, as Standard Webhooks says. FanOut turns events of the journal into rows of deliveries, Sender
 * sends them, each endpoint in a lane of its own, and the rows are the log afterwards. Start reading at WebhookService, then FanOut.
 */
@org.jspecify.annotations.NullMarked
package tv.sluice.webhook;
