package tv.sluice.webhook;

/** Whether a webhook is told anything. */
enum WebhookState {
    ENABLED,
    DISABLED,
    /** Gone for everybody; its log is being cleared away. */
    DELETED
}
