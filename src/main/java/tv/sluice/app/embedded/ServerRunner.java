package tv.sluice.app.embedded;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.process.GuardedCommand;
import tv.sluice.platform.process.GuardedProcess;

/**
 * Keeps one server running, on a thread of its own: prepares it, starts it, tells when it serves, and starts it again on the same
 * port when it ends by itself, unless that happens too often.
 */
final class ServerRunner implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(ServerRunner.class);
    private static final Duration START_DEADLINE = Duration.ofMinutes(2);
    private static final Duration PROBE_INTERVAL = Duration.ofMillis(25);
    private static final Duration STOP_SLACK = Duration.ofSeconds(5);
    private static final int MOST_STARTS = 4;
    private static final Duration STARTS_WITHIN = Duration.ofMinutes(2);

    private final Server server;
    private final LeftOver leftOver;
    private final RollingLog log;
    private final Consumer<EmbeddedServersException> loss;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final Deque<Long> starts = new ArrayDeque<>();
    private final Thread thread;
    private volatile boolean stopping;
    private volatile @Nullable GuardedProcess process;

    ServerRunner(Server server, DataFolder data, Consumer<EmbeddedServersException> loss) throws IOException {
        this.server = server;
        this.leftOver = new LeftOver(data.of(server.kind()).resolve("process"));
        this.log = new RollingLog(data.log(server.kind()));
        this.loss = loss;
        this.thread = Thread.ofPlatform().daemon().name("server-" + name()).start(this::run);
    }

    /** Done when the server serves for the first time, failed when it cannot be started. */
    CompletableFuture<Void> ready() {
        return ready;
    }

    private String name() {
        return server.kind().name().toLowerCase(Locale.ROOT);
    }

    private void run() {
        try {
            server.prepare();
            while (!stopping) {
                runOnce();
            }
        } catch (EmbeddedServersException failure) {
            fail(failure);
        } catch (IOException | RuntimeException failure) {
            fail(new EmbeddedServersException("The " + name() + " server cannot be started: " + failure, failure));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void fail(EmbeddedServersException failure) {
        if (!stopping && !ready.completeExceptionally(failure)) {
            loss.accept(failure);
        }
    }

    private void runOnce() throws IOException, InterruptedException {
        GuardedCommand command = server.command();
        leftOver.end(command.grace());
        countStart();
        long begin = System.nanoTime();
        try (GuardedProcess child = command.start()) {
            process = child;
            if (stopping) {
                child.terminate();
            }
            leftOver.remember(child);
            Thread.ofPlatform().daemon().name("log-" + name()).start(() -> drain(child));
            if (awaitServing(child)) {
                LOG.infof("The %s server serves after %d ms", name(), (System.nanoTime() - begin) / 1_000_000);
                ready.complete(null);
            }
            int code = child.exitCode().join();
            if (!stopping) {
                LOG.errorf("The %s server has ended with code %d and is started again", name(), code);
            }
        }
        leftOver.forget();
    }

    private void countStart() {
        long now = System.nanoTime();
        while (!starts.isEmpty() && now - starts.peekFirst() > STARTS_WITHIN.toNanos()) {
            starts.removeFirst();
        }
        if (starts.size() >= MOST_STARTS) {
            throw new EmbeddedServersException("The " + name() + " server ended " + MOST_STARTS
                    + " times within minutes. Its last words:" + System.lineSeparator() + log.lastLines());
        }
        starts.addLast(now);
    }

    private void drain(GuardedProcess child) {
        try {
            log.drain(child.output());
        } catch (IOException e) {
            LOG.debugf("The output of the %s server has ended: %s", name(), e.getMessage());
        }
    }

    /** False when the server ended before it served. */
    private boolean awaitServing(GuardedProcess child) throws InterruptedException {
        long deadline = System.nanoTime() + START_DEADLINE.toNanos();
        Probe probe = server.probe();
        while (!child.await(PROBE_INTERVAL)) {
            if (probe.isAnswered()) {
                return true;
            }
            if (System.nanoTime() > deadline) {
                throw new EmbeddedServersException("The " + name() + " server does not serve after "
                        + START_DEADLINE.toSeconds() + " s. Its last words:" + System.lineSeparator()
                        + log.lastLines());
            }
        }
        return false;
    }

    /** Asks the server to end; {@link #close()} waits for it. */
    void stop() {
        stopping = true;
        GuardedProcess running = process;
        if (running != null) {
            running.terminate();
        } else {
            thread.interrupt();
        }
    }

    @Override
    public void close() {
        stop();
        try {
            thread.join(STOP_SLACK.plus(Duration.ofSeconds(20)));
            thread.interrupt();
            thread.join(STOP_SLACK);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
