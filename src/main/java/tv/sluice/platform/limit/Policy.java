package tv.sluice.platform.limit;

import java.time.Duration;

/**
 * So many requests in so much time. A bucket of that many tokens, which refills evenly.
 *
 * @param name as callers see it, e.g. {@code tenant}
 */
record Policy(String name, int requests, Duration window) {
    Policy {
        if (requests < 1 || window.toMillis() < 1) {
            throw new IllegalArgumentException("Nobody can call " + requests + " times in " + window);
        }
    }

    /** How long it takes until there is one token more, in microseconds. */
    double interval() {
        return window.toNanos() / 1_000.0 / requests;
    }

    /** The item of the header {@code RateLimit-Policy} (draft-ietf-httpapi-ratelimit-headers-10, section 3). */
    String header() {
        return '"' + name + "\";q=" + requests + ";w=" + Math.max(1, window.toSeconds());
    }
}
