package tv.sluice.webhook;

import java.time.Instant;

/** What has become of a claimed delivery. */
sealed interface Outcome {
    Claimed claimed();

    /** The endpoint took it. */
    record Taken(Claimed claimed, Exchange exchange) implements Outcome {}

    /** It is tried again. */
    record Retried(Claimed claimed, Exchange exchange, Instant next) implements Outcome {}

    /** It is not tried any more. */
    record GivenUp(Claimed claimed, Exchange exchange) implements Outcome {}

    /** It was not sent. */
    record Returned(Claimed claimed, Instant next) implements Outcome {}
}
