package tv.sluice.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request to an endpoint and what came of it, as it is kept.
 *
 * @param headers of the request, without signatures
 * @param millis until the answer or the failure
 * @param answer null if there was none
 * @param failure why it does not count as taken, in words, or null if it does
 * @param timedOut whether the endpoint kept us waiting to the end
 * @param retryAfter how long the endpoint asked to be left alone, or null
 */
record Exchange(
        Instant sentAt,
        String url,
        Map<String, String> headers,
        int millis,
        @Nullable Answer answer,
        @Nullable String failure,
        boolean timedOut,
        @Nullable Duration retryAfter) {
    private static final int GONE = 410;

    /** An answer, cut to what is kept of it. */
    record Answer(int status, Map<String, String> headers, String body) {}

    boolean isTaken() {
        return failure == null;
    }

    /** Whether the endpoint says that it will never take anything again. */
    boolean isGone() {
        return answer != null && answer.status() == GONE;
    }
}
