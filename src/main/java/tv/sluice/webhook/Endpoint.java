package tv.sluice.webhook;

/** Which webhook of which space. */
record Endpoint(String tenantId, String webhookId) {}
