package tv.sluice.member;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Remembers for a few seconds what was read. What began to be read before something was forgotten is not remembered: it may be what was to
 * be forgotten.
 */
final class Memory<V> {
    private static final int MAX_ENTRIES = 10_000;

    private final AtomicLong forgotten = new AtomicLong();
    private final Cache<String, V> entries;

    Memory(Duration duration) {
        this.entries = Caffeine.newBuilder()
                .maximumSize(MAX_ENTRIES)
                .expireAfterWrite(duration)
                .executor(Runnable::run)
                .build();
    }

    Uni<V> get(String key, Supplier<Uni<V>> read) {
        V known = entries.getIfPresent(key);
        if (known != null) {
            return Uni.createFrom().item(known);
        }
        long mark = forgotten.get();
        return read.get().invoke(value -> remember(key, value, mark));
    }

    private void remember(String key, V value, long mark) {
        entries.put(key, value);
        if (forgotten.get() != mark) {
            entries.invalidate(key);
        }
    }

    void forgetAll() {
        forgotten.incrementAndGet();
        entries.invalidateAll();
    }
}
