package tv.sluice.platform.limit;

import java.time.Duration;

/**
 * How full a bucket is after a request has asked for a token.
 *
 * @param remaining tokens left
 * @param reset until the bucket is full again
 * @param retry until there is a token again; zero if there is one
 */
record Level(Policy policy, long remaining, Duration reset, Duration retry) {
    private static final long MICROS = 1_000;
    private static final long MILLIS = 1_000;

    static Level ofMicros(Policy policy, long remaining, long reset, long retry) {
        return new Level(policy, remaining, Duration.ofNanos(reset * MICROS), Duration.ofNanos(retry * MICROS));
    }

    /** The same with so many more tokens left. */
    Level withMore(int tokens) {
        return new Level(policy, remaining + tokens, reset, retry);
    }

    boolean exceeded() {
        return retry.isPositive();
    }

    /** The item of the header {@code RateLimit} (draft-ietf-httpapi-ratelimit-headers-10, section 4). */
    String header() {
        return '"' + policy.name() + "\";r=" + remaining + ";t=" + seconds(reset);
    }

    /** Whole seconds, at least so long. */
    static long seconds(Duration time) {
        return (time.toMillis() + MILLIS - 1) / MILLIS;
    }
}
