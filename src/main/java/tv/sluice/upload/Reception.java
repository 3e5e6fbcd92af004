package tv.sluice.upload;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.net.BufferView;

/**
 * The way of one request's bytes from a back-pressured stream to the disk. Buffers arrive on the stream's event loop and wait in a queue of
 * bounded size; a worker thread writes and hashes them; the stream pauses while the queue is full. Whatever is not told to be synced
 * at the end is synced every now and then on the way, so that the end does not take long.
 */
final class Reception {
    /** Bytes waiting for the disk above which the stream is paused, and below which it goes on. */
    private static final int FULL = 512 * 1024;

    private static final int DRAINED = 128 * 1024;
    private static final long SYNC_EVERY = 32L * 1024 * 1024;
    /** Buffers that are written before another upload gets its turn on the thread. */
    private static final int TURN = 64;
    /** Milliseconds. */
    private static final long WATCH_EVERY = 500;

    private final ReadStream<Buffer> stream;
    private final Context context;
    private final UploadFile file;
    private final Intake intake;
    private final UploadWorker worker;
    private final UploadMetrics metrics;

    private final Queue<ByteBuffer> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waitingBytes = new AtomicInteger();
    private final AtomicBoolean writing = new AtomicBoolean();
    private final AtomicBoolean syncing = new AtomicBoolean();
    private final AtomicReference<@Nullable Ending> ending = new AtomicReference<>();
    private final long start;
    private final @Nullable MessageDigest hasher;
    private @Nullable UniEmitter<? super Ending> emitter;
    private long syncedUpTo;
    private volatile boolean paused;
    private volatile long received;
    private volatile long lastByte = System.nanoTime();
    private long watchTimer;
    private long windowStart;
    private long windowBytes;
    private boolean windowPaused;

    /** Prepares to take the stream's bytes; the stream must be paused. Everything but {@link #cut} is called on its context. */
    Reception(
            ReadStream<Buffer> stream,
            Context context,
            UploadFile file,
            Intake intake,
            UploadWorker worker,
            UploadMetrics metrics) {
        this.stream = stream;
        this.context = context;
        this.file = file;
        this.intake = intake;
        this.worker = worker;
        this.metrics = metrics;
        this.start = file.length();
        this.syncedUpTo = start;
        this.hasher = intake.checksum() == null ? null : intake.checksum().hasher();
    }

    /** Takes the bytes until the stream ends, for good or bad. */
    Uni<Ending> run() {
        return Uni.createFrom().emitter(subscriber -> {
            emitter = subscriber;
            lastByte = System.nanoTime();
            windowStart = lastByte;
            watchTimer = context.owner().setPeriodic(WATCH_EVERY, timer -> watch());
            stream.exceptionHandler(broken -> end(new Ending.Interrupted(Cut.CLIENT_GONE)));
            stream.endHandler(ended -> end(new Ending.Arrived()));
            stream.handler(this::take);
            stream.resume();
        });
    }

    /** Ends the reception early, from any thread. */
    void cut(Cut reason) {
        context.runOnContext(ignored -> end(new Ending.Interrupted(reason)));
    }

    /** Bytes of this request so far. */
    long received() {
        return received;
    }

    /** For how many nanoseconds the client has kept us waiting; zero while the disk is what keeps us. */
    long silence() {
        return paused || ending.get() != null ? 0 : System.nanoTime() - lastByte;
    }

    /** Cuts a client that sends too slowly, and an upload whose time is over. */
    private void watch() {
        long window = intake.pace().window().toNanos();
        if (Instant.now().isAfter(intake.until())) {
            end(new Ending.Interrupted(Cut.EXPIRED));
        } else if (silence() >= window) {
            end(new Ending.Interrupted(Cut.STALLED));
        }
        windowPaused |= paused;
        long elapsed = System.nanoTime() - windowStart;
        if (elapsed >= window) {
            double seconds = elapsed / 1e9;
            if (!windowPaused && received - windowBytes < intake.pace().minRate() * seconds) {
                end(new Ending.Interrupted(Cut.STALLED));
            }
            windowStart = System.nanoTime();
            windowBytes = received;
            windowPaused = paused;
        }
    }

    private void take(Buffer buffer) {
        if (ending.get() != null || buffer.length() == 0) {
            return;
        }
        lastByte = System.nanoTime();
        long total = received + buffer.length();
        received = total;
        if (total > intake.most()) {
            end(new Ending.Overflow());
            return;
        }
        Ending.Refused refused = intake.allowance().take(buffer.length());
        if (refused != null) {
            end(refused);
            return;
        }
        waiting.add(BufferView.of(buffer));
        if (waitingBytes.addAndGet(buffer.length()) > FULL && !paused) {
            paused = true;
            stream.pause();
        }
        write();
    }

    private void end(Ending how) {
        if (ending.compareAndSet(null, how)) {
            write();
        }
    }

    private void write() {
        if (writing.compareAndSet(false, true)) {
            try {
                worker.execute(this::drain);
            } catch (RejectedExecutionException stopping) {
                finish(new Ending.Interrupted(Cut.STOPPING));
            }
        }
    }

    private void drain() {
        Ending how = ending.get();
        try {
            if (!(how instanceof Ending.DiskFailed)) {
                writeTurn();
            }
        } catch (IOException e) {
            fail(e);
        } catch (RuntimeException e) {
            fail(new IOException(e));
        }
        how = ending.get();
        if (how instanceof Ending.DiskFailed || (how != null && waiting.isEmpty())) {
            finish(settle(how));
            return;
        }
        writing.set(false);
        if (!waiting.isEmpty() || ending.get() != null) {
            write();
        }
    }

    private void writeTurn() throws IOException {
        for (int i = 0; i < TURN; i++) {
            ByteBuffer next = waiting.poll();
            if (next == null) {
                return;
            }
            int size = next.remaining();
            if (hasher != null) {
                hasher.update(next.duplicate());
            }
            file.append(next);
            metrics.received(size);
            if (waitingBytes.addAndGet(-size) < DRAINED && paused) {
                context.runOnContext(ignored -> goOn());
            }
            syncSometimes();
        }
    }

    private void goOn() {
        if (paused && ending.get() == null) {
            paused = false;
            lastByte = System.nanoTime();
            stream.resume();
        }
    }

    private void syncSometimes() throws IOException {
        if (file.length() - syncedUpTo < SYNC_EVERY || !syncing.compareAndSet(false, true)) {
            return;
        }
        syncedUpTo = file.length();
        if (file.freeSpace() < intake.pace().reserve()) {
            throw new DiskFullException("Less than " + intake.pace().reserve() + " bytes are free");
        }
        worker.execute(() -> {
            try {
                file.sync();
            } catch (IOException e) {
                fail(e);
                context.runOnContext(ignored -> write());
            } finally {
                syncing.set(false);
            }
        });
    }

    private void fail(IOException cause) {
        ending.set(new Ending.DiskFailed(cause));
    }

    /** Makes durable what is to be kept and drops the rest. */
    private Ending settle(Ending how) {
        try {
            return switch (how) {
                case Ending.Arrived arrived -> verify(arrived);
                case Ending.Interrupted interrupted -> {
                    keepOrDrop(hasher == null);
                    yield interrupted;
                }
                case Ending.Refused refused -> {
                    keepOrDrop(hasher == null);
                    yield refused;
                }
                case Ending.Overflow overflow -> {
                    keepOrDrop(false);
                    yield overflow;
                }
                case Ending.Mismatch mismatch -> mismatch;
                case Ending.DiskFailed failed -> {
                    file.keepWhatIsSafe();
                    keepOrDrop(hasher == null);
                    yield failed;
                }
            };
        } catch (IOException e) {
            return new Ending.DiskFailed(e);
        }
    }

    private Ending verify(Ending.Arrived arrived) throws IOException {
        Checksum checksum = intake.checksum();
        boolean good = checksum == null || hasher == null || checksum.matches(hasher);
        keepOrDrop(good);
        return good ? arrived : new Ending.Mismatch();
    }

    private void keepOrDrop(boolean keep) throws IOException {
        if (keep) {
            file.sync();
        } else {
            file.truncate(Math.min(start, file.length()));
        }
        if (hasher != null) {
            file.endUnverified();
        }
    }

    private void finish(Ending how) {
        waiting.clear();
        UniEmitter<? super Ending> subscriber = emitter;
        if (subscriber != null) {
            context.runOnContext(ignored -> {
                context.owner().cancelTimer(watchTimer);
                subscriber.complete(how);
            });
        }
    }
}
