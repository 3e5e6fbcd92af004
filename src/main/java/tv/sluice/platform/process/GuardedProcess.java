package tv.sluice.platform.process;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** A running child that ends when this process ends, whatever ends it. */
public final class GuardedProcess implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(GuardedProcess.class);

    private final Process process;
    private final Duration grace;

    GuardedProcess(Process process, Duration grace) {
        this.process = process;
        this.grace = grace;
        Heartbeat.keep(this);
    }

    /** The number of the child itself, not of its guard. */
    public long pid() {
        return process.pid();
    }

    /** When the child was started, as the kernel remembers it: with the pid it names a process for good. */
    public Instant startedAt() {
        return process.info().startInstant().orElse(Instant.EPOCH);
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** The exit code, once there is one; 128 + n after signal n. */
    public CompletableFuture<Integer> exitCode() {
        return process.onExit().thenApply(Process::exitValue);
    }

    /** What the child writes to its standard output; a child whose output nobody reads stops when the pipe is full. */
    public InputStream output() {
        return process.getInputStream();
    }

    InputStream errors() {
        return process.getErrorStream();
    }

    /** Waits for the end; false when the child still runs after that time. */
    public boolean await(Duration time) throws InterruptedException {
        return process.waitFor(Math.max(0, time.toMillis()), TimeUnit.MILLISECONDS);
    }

    /** Asks the child to end, and kills it after the grace. Returns at once. */
    public void terminate() {
        Heartbeat.forget(this);
        boolean guarded = beat();
        closePipe();
        if (!guarded) {
            process.toHandle().destroy();
        }
        CompletableFuture.delayedExecutor(grace.plusSeconds(1).toMillis(), TimeUnit.MILLISECONDS)
                .execute(this::kill);
    }

    private void closePipe() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            LOG.debugf("Guard of process %d is gone: %s", pid(), e.getMessage());
        }
    }

    /** Ends the child at once; what it has written can still be read, which {@code Process.destroyForcibly} would not allow. */
    public void kill() {
        process.toHandle().destroyForcibly();
    }

    /** The exit code of a child that has ended. */
    int exitValue() {
        return process.exitValue();
    }

    /** Terminates the child and waits for its end. */
    @Override
    public void close() {
        terminate();
        try {
            await(grace.plusSeconds(2));
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
    }

    /** Tells the guard that we are alive; false when there is no guard any more. */
    boolean beat() {
        try {
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
