package tv.sluice.tenant;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** Remembers for a few seconds what keys prove, so that a busy client does not cost a query for each call. */
final class KeyMemory {
    private static final int MAX_KEYS = 10_000;

    private record Entry(Identity identity, long since) {}

    private final Map<KeyHash, Entry> entries = new ConcurrentHashMap<>();
    private final long nanos;
    private final LongSupplier ticker;

    /** @param ticker nanoseconds */
    KeyMemory(Duration duration, LongSupplier ticker) {
        this.nanos = duration.toNanos();
        this.ticker = ticker;
    }

    Optional<Identity> recall(KeyHash hash) {
        Entry entry = entries.get(hash);
        return entry == null || ticker.getAsLong() - entry.since() >= nanos
                ? Optional.empty()
                : Optional.of(entry.identity());
    }

    void remember(KeyHash hash, Identity identity) {
        if (entries.size() >= MAX_KEYS) {
            // So many keys at once are rare; starting afresh is cheaper than keeping an order all the time.
            entries.clear();
        }
        entries.put(hash, new Entry(identity, ticker.getAsLong()));
    }
}
