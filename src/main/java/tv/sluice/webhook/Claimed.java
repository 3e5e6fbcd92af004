package tv.sluice.webhook;

import java.time.Instant;

/**
 * A delivery that this process is at.
 *
 * @param claim by which the row knows that it is still ours
 * @param attempt counted from 1
 * @param beginBefore an attempt that begins later might not be over when the claim runs out
 */
record Claimed(QueuedDelivery delivery, String claim, int attempt, Instant beginBefore) {}
