package tv.sluice;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting for something to become true, with a deadline and a sentence for when it does not. */
public final class Polling {
    private static final Duration INTERVAL = Duration.ofMillis(100);

    private Polling() {}

    public static void until(String what, Duration deadline, BooleanSupplier condition) {
        Instant end = Instant.now().plus(deadline);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("Did not happen within " + deadline + ": " + what);
            }
            pause();
        }
    }

    static void pause() {
        LockSupport.parkNanos(INTERVAL.toNanos());
    }
}
