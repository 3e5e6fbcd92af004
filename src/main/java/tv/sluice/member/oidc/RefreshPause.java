package tv.sluice.member.oidc;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Keeps whoever sends tokens with made-up keys from making us ask the identity provider again and again. */
final class RefreshPause {
    private final long nanos;
    private final LongSupplier ticker;
    private boolean begun;
    private long last;

    /** @param ticker nanoseconds */
    RefreshPause(Duration duration, LongSupplier ticker) {
        this.nanos = duration.toNanos();
        this.ticker = ticker;
    }

    synchronized boolean isOver() {
        return !begun || ticker.getAsLong() - last >= nanos;
    }

    synchronized void begin() {
        begun = true;
        last = ticker.getAsLong();
    }
}
