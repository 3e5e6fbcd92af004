package tv.sluice.delivery;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.stats.CacheStats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.storage.Storage;

/**
 * Small objects of storage in parsed form. An answer is at most the time to live old; many asking for the same object at once are one
 * read; an object that has not changed is parsed once and keeps its identity.
 */
final class StoredRecords<T> {
    private static final Duration LONGEST_ABSENCE = Duration.ofSeconds(1);
    private static final Duration KEEP_PARSED = Duration.ofMinutes(5);

    private final Storage storage;
    private final Format<T> format;
    private final AsyncLoadingCache<String, Optional<T>> fresh;
    private final Cache<String, Version<T>> parsed;

    /**
     * How a kind of object is read.
     *
     * @param maxBytes the largest object
     * @param parser makes the record from the bytes and the time they were written
     * @param weigher bytes of memory that a record takes, roughly
     */
    record Format<T>(int maxBytes, Parser<T> parser, Weigher<T> weigher) {}

    interface Parser<T> {
        T parse(byte[] bytes, Instant written) throws IOException;
    }

    interface Weigher<T> {
        int weigh(T value);
    }

    private record Version<T>(
            Instant written, long size, @Nullable Object fileKey, T value) {
        boolean is(BasicFileAttributes file) {
            return size == file.size()
                    && written.equals(file.lastModifiedTime().toInstant())
                    && (fileKey == null || fileKey.equals(file.fileKey()));
        }
    }

    /** @param maxEntries answers remembered; {@code maxBytes} of memory for the records themselves */
    StoredRecords(
            Storage storage, StorageWorker worker, Format<T> format, Duration ttl, int maxEntries, long maxBytes) {
        this.storage = storage;
        this.format = format;
        Duration absence = ttl.compareTo(LONGEST_ABSENCE) < 0 ? ttl : LONGEST_ABSENCE;
        this.fresh = Caffeine.newBuilder()
                .maximumSize(maxEntries)
                .expireAfter(Expiry.<String, Optional<T>>writing((key, value) -> value.isPresent() ? ttl : absence))
                .executor(Runnable::run)
                .recordStats()
                .buildAsync((key, executor) -> worker.submit(() -> load(key)));
        this.parsed = Caffeine.newBuilder()
                .maximumWeight(maxBytes)
                .weigher((String key, Version<T> version) -> format.weigher().weigh(version.value()))
                .expireAfterAccess(KEEP_PARSED)
                .executor(Runnable::run)
                .build();
    }

    /** The object of this storage key, or empty if there is none. */
    CompletableFuture<Optional<T>> get(String key) {
        return fresh.get(key);
    }

    /** Forgets what is known about a key. */
    void forget(String key) {
        fresh.synchronous().invalidate(key);
    }

    CacheStats stats() {
        return fresh.synchronous().stats();
    }

    private Optional<T> load(String key) throws IOException {
        BasicFileAttributes file;
        try {
            file = Files.readAttributes(storage.path(key), BasicFileAttributes.class);
        } catch (NoSuchFileException absent) {
            parsed.invalidate(key);
            return Optional.empty();
        }
        Version<T> known = parsed.getIfPresent(key);
        if (known != null && known.is(file)) {
            return Optional.of(known.value());
        }
        return read(key, file);
    }

    /** If the object is replaced between the look and the read, the version will not match the next look and is read again. */
    private Optional<T> read(String key, BasicFileAttributes file) throws IOException {
        byte[] bytes = storage.read(key, format.maxBytes()).orElse(null);
        if (bytes == null) {
            return Optional.empty();
        }
        Instant written = file.lastModifiedTime().toInstant();
        T value = format.parser().parse(bytes, written);
        parsed.put(key, new Version<>(written, file.size(), file.fileKey(), value));
        return Optional.of(value);
    }
}
