package tv.sluice.tenant;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Remembers for a few seconds what was read, so that a busy client does not cost a query for each call. What was read before something was
 * forgotten is not remembered after it: it may be what is to be forgotten.
 */
final class Memory<K, V> {
    private static final int MAX_ENTRIES = 10_000;

    private record Entry<V>(V value, long since) {}

    private final Map<K, Entry<V>> entries = new ConcurrentHashMap<>();
    private final AtomicLong forgotten = new AtomicLong();
    private final long nanos;
    private final LongSupplier ticker;

    /** @param ticker nanoseconds */
    Memory(Duration duration, LongSupplier ticker) {
        this.nanos = duration.toNanos();
        this.ticker = ticker;
    }

    Optional<V> recall(K key) {
        Entry<V> entry = entries.get(key);
        return entry == null || ticker.getAsLong() - entry.since() >= nanos
                ? Optional.empty()
                : Optional.of(entry.value());
    }

    /** To be asked for before reading what is then remembered. */
    long mark() {
        return forgotten.get();
    }

    void remember(K key, V value, long mark) {
        if (entries.size() >= MAX_ENTRIES) {
            // So many at once are rare; starting afresh is cheaper than keeping an order all the time.
            entries.clear();
        }
        Entry<V> entry = new Entry<>(value, ticker.getAsLong());
        entries.put(key, entry);
        if (forgotten.get() != mark) {
            entries.remove(key, entry);
        }
    }

    void forget(K key) {
        forgotten.incrementAndGet();
        entries.remove(key);
    }
}
