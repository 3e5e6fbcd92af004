package tv.sluice.webhook;

import java.time.Instant;

/**
 * A delivery that this process is at, until the claim runs out.
 *
 * @param claim by which the row knows that it is still ours
 * @param attempt counted from 1
 */
record Claimed(QueuedDelivery delivery, String claim, int attempt, Instant until) {}
