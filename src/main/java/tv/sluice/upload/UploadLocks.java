package tv.sluice.upload;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.storage.Storage;

/**
 * One writer per upload, in this process by a table and among processes by locks on regions of one file, a region per upload. The
 * system drops a region's lock when its process dies, however it dies.
 */
@ApplicationScoped
class UploadLocks {
    private static final Logger LOG = Logger.getLogger(UploadLocks.class);
    private static final String KEY = "locks/uploads";
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration PATIENCE_BEYOND_STALL = Duration.ofSeconds(5);

    private final Storage storage;
    private final UploadWorker worker;
    private final LockRule rule;
    private final ConcurrentMap<String, Hold> holds = new ConcurrentHashMap<>();
    /** Opened once and closed at the end only: closing any channel of a file drops all of the process's locks on it (POSIX). */
    private @Nullable FileChannel channel;

    @Inject
    UploadLocks(Storage storage, UploadWorker worker, UploadConfig config) {
        this(
                storage,
                worker,
                new LockRule(config.stalledAfter(), config.stalledAfter().plus(PATIENCE_BEYOND_STALL)));
    }

    UploadLocks(Storage storage, UploadWorker worker, LockRule rule) {
        this.storage = storage;
        this.worker = worker;
        this.rule = rule;
    }

    /** Takes the upload, waiting for a holder that is on its way out and ending one that has gone silent; else 423. */
    Uni<Hold> acquire(String uploadId) {
        return Uni.createFrom().deferred(() -> attempt(uploadId, new Wait(System.nanoTime(), null, 0)));
    }

    /** Takes the upload if nobody else has it. */
    Uni<Optional<Hold>> tryAcquire(String uploadId) {
        Hold hold = new Hold(this, uploadId);
        if (holds.putIfAbsent(uploadId, hold) != null) {
            return Uni.createFrom().item(Optional.empty());
        }
        return worker.run(() -> lockRegion(hold)).onFailure().invoke(() -> holds.remove(uploadId, hold));
    }

    /** Asks whoever holds the upload in this process to end soon. */
    void cut(String uploadId, Cut reason) {
        Hold holder = holds.get(uploadId);
        if (holder != null) {
            holder.cut(reason);
        }
    }

    void cutAll(Cut reason) {
        holds.values().forEach(hold -> hold.cut(reason));
    }

    /** Blocks until nothing is held any more, or for the given time. */
    void awaitNone(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (!holds.isEmpty() && System.nanoTime() < end) {
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    Uni<Void> release(Hold hold) {
        return worker.run(() -> {
                    if (hold.unlock()) {
                        holds.remove(hold.uploadId(), hold);
                    }
                    return hold;
                })
                .onFailure()
                .invoke(failure -> {
                    holds.remove(hold.uploadId(), hold);
                    LOG.errorf("Upload %s: its lock could not be released: %s", hold.uploadId(), failure.toString());
                })
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    /** A newcomer's waiting: since when, and for whom. */
    private record Wait(long since, @Nullable Hold holder, long bytesAtFirst) {
        Wait sees(Hold current) {
            return current == holder ? this : new Wait(since, current, current.received());
        }
    }

    private Uni<Hold> attempt(String uploadId, Wait wait) {
        return tryAcquire(uploadId)
                .chain(hold -> hold.isPresent() ? Uni.createFrom().item(hold.get()) : again(uploadId, wait));
    }

    private Uni<Hold> again(String uploadId, Wait before) {
        Hold holder = holds.get(uploadId);
        Wait wait = holder == null ? before : before.sees(holder);
        long waited = System.nanoTime() - wait.since();
        LockRule.Verdict verdict = holder == null
                ? rule.judge(waited, 0, 0)
                : rule.judge(waited, holder.received() - wait.bytesAtFirst(), holder.silence());
        switch (verdict) {
            case REFUSE -> {
                return Uni.createFrom().failure(UploadProblems.locked());
            }
            case CUT -> {
                if (holder != null) {
                    holder.cut(Cut.TAKEN_OVER);
                }
            }
            case WAIT -> {}
        }
        return Uni.createFrom().voidItem().onItem().delayIt().by(POLL).chain(() -> attempt(uploadId, wait));
    }

    private Optional<Hold> lockRegion(Hold hold) throws IOException {
        FileLock lock = file().tryLock(region(hold.uploadId()), 1, false);
        if (lock == null) {
            holds.remove(hold.uploadId(), hold);
            return Optional.empty();
        }
        hold.locked(lock);
        return Optional.of(hold);
    }

    private synchronized FileChannel file() throws IOException {
        if (channel == null) {
            Path path = storage.path(KEY);
            Files.createDirectories(path.resolveSibling(""));
            channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        }
        return channel;
    }

    /** Two uploads share a region with a chance of one in 2^62, and then merely wait for each other. */
    private static long region(String uploadId) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(uploadId.getBytes(StandardCharsets.US_ASCII));
            return ByteBuffer.wrap(digest).getLong() & 0x3fff_ffff_ffff_ffffL;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    @PreDestroy
    synchronized void close() {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
