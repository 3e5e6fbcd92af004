package tv.sluice.delivery;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Scheduler;
import com.github.benmanes.caffeine.cache.stats.CacheStats;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.error.FailureLog;
import tv.sluice.platform.storage.Storage;

/** The media objects that are open. Objects are opened and closed on a worker, once however many ask; the least used are closed first. */
final class RegionCache implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(RegionCache.class);
    private static final Duration KEEP_UNUSED = Duration.ofSeconds(30);
    private static final int MAX_TRIES = 3;

    private final StorageWorker worker;
    private final AsyncLoadingCache<String, OpenObject> objects;
    private final FailureLog closeFailures = new FailureLog(LOG, "A media object did not close");

    RegionCache(Storage storage, StorageWorker worker, int maxOpen) {
        this.worker = worker;
        this.objects = Caffeine.newBuilder()
                .maximumSize(maxOpen)
                .expireAfterAccess(KEEP_UNUSED)
                .scheduler(Scheduler.systemScheduler())
                .executor(Runnable::run)
                .recordStats()
                .removalListener(RegionCache::removed)
                .buildAsync((key, executor) -> worker.submit(() -> openFile(storage, key)));
    }

    /** The open object of a storage key; the caller must release it. Fails with NoSuchFileException if there is none. */
    CompletableFuture<OpenObject> open(String key) {
        return open(key, 1);
    }

    /** An object may be pushed out of the cache between the look-up and the retain; then it has to be opened again. */
    private CompletableFuture<OpenObject> open(String key, int attempt) {
        return objects.get(key).thenCompose(object -> {
            if (object.tryRetain()) {
                return CompletableFuture.completedFuture(object);
            }
            return attempt < MAX_TRIES
                    ? open(key, attempt + 1)
                    : CompletableFuture.failedFuture(new IOException("Object " + key + " is closed again and again"));
        });
    }

    private OpenObject openFile(Storage storage, String key) throws IOException {
        FileChannel channel = FileChannel.open(storage.path(key), StandardOpenOption.READ);
        return new OpenObject(channel, channel.size(), this::close);
    }

    /** The last close of a deleted file frees its blocks, which may take a while. */
    private void close(FileChannel channel) {
        worker.submit(() -> {
                    channel.close();
                    return channel;
                })
                .exceptionally(failure -> closeHere(channel, failure));
    }

    /** Rather wait for the disk once than leak a file, when the worker is full or already stopped. */
    private FileChannel closeHere(FileChannel channel, Throwable failure) {
        try {
            channel.close();
        } catch (IOException e) {
            e.addSuppressed(failure);
            closeFailures.report(e);
        }
        return channel;
    }

    private static void removed(@Nullable String key, @Nullable OpenObject object, RemovalCause cause) {
        if (object != null) {
            object.release();
        }
    }

    /** Closes the objects under a folder of keys as soon as nobody reads them. */
    void forget(String folder) {
        objects.synchronous().asMap().keySet().removeIf(key -> key.startsWith(folder));
    }

    /** How many objects are open. */
    long open() {
        objects.synchronous().cleanUp();
        return objects.synchronous().estimatedSize();
    }

    /** References to the objects that are open: the cache's own, one for each, and those of answers under way. */
    long references() {
        return objects.synchronous().asMap().values().stream()
                .mapToLong(OpenObject::refCnt)
                .sum();
    }

    CacheStats stats() {
        return objects.synchronous().stats();
    }

    @Override
    public void close() {
        objects.synchronous().invalidateAll();
        objects.synchronous().cleanUp();
    }
}
