package tv.sluice.platform.idempotency;

import java.time.Duration;

/** What is to become of a call with an idempotency key. */
sealed interface Verdict {
    /** It is the first of its kind. */
    record Execute(Reservation reservation) implements Verdict {}

    /** It has been carried out. */
    record Replay(StoredAnswer answer) implements Verdict {}

    /**
     * Another request is carrying it out.
     *
     * @param atMost when that one counts as cut off
     */
    record Busy(Duration atMost) implements Verdict {}

    /** The key was used for something else. */
    record Mismatch() implements Verdict {}
}
