package tv.sluice.platform.role;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.error.FailureLog;

/** A thread that repeats a blocking step until it is stopped; after a failure it waits, longer after each further one. */
public final class Loop implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Loop.class);
    private static final Duration FIRST_BACK_OFF = Duration.ofMillis(250);
    private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(5);
    /** Servers that start together with the program are not there yet at the first try, and that is no news. */
    private static final Duration SILENT = Duration.ofSeconds(15);

    /** One round. */
    public interface Step {
        /** Returns how long to pause before the next round, unless woken; null if there is to be no other. */
        @Nullable
        Duration run() throws Exception;
    }

    private final FailureLog failures;
    private final Step step;
    private final Runnable atEnd;
    private final Thread thread;
    private volatile boolean stopped;
    private boolean woken;

    /**
     * @param name of the thread
     * @param failure a sentence about a failed round
     * @param atEnd runs on the thread when the loop has ended
     */
    public Loop(String name, String failure, Step step, Runnable atEnd) {
        this.failures = new FailureLog(LOG, failure);
        this.step = step;
        this.atEnd = atEnd;
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::repeat);
    }

    public void start() {
        thread.start();
    }

    public boolean isStopped() {
        return stopped;
    }

    /** Ends the pause. */
    public synchronized void wake() {
        woken = true;
        notifyAll();
    }

    private void repeat() {
        Duration backOff = FIRST_BACK_OFF;
        boolean worked = false;
        long begun = System.nanoTime();
        try {
            while (!stopped) {
                @Nullable Duration pause;
                try {
                    pause = step.run();
                    worked = true;
                    backOff = FIRST_BACK_OFF;
                    if (pause == null) {
                        return;
                    }
                } catch (InterruptedException e) {
                    // Only close() interrupts, but a library may answer an old interrupt late.
                    continue;
                } catch (Exception e) {
                    if (stopped) {
                        break;
                    }
                    if (worked || System.nanoTime() - begun > SILENT.toNanos()) {
                        failures.report(e);
                    }
                    LOG.debug("A failed round", e);
                    pause = backOff;
                    backOff = backOff.multipliedBy(2).compareTo(LONGEST_BACK_OFF) < 0
                            ? backOff.multipliedBy(2)
                            : LONGEST_BACK_OFF;
                }
                pause(pause);
            }
        } finally {
            atEnd.run();
        }
    }

    private synchronized void pause(Duration pause) {
        long until = System.nanoTime() + pause.toNanos();
        try {
            for (long left = pause.toNanos(); left > 0 && !woken && !stopped; left = until - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, 1_000_000));
            }
        } catch (InterruptedException e) {
            LOG.debugf("%s was interrupted", thread.getName());
        }
        woken = false;
    }

    /** Ends the loop after the current round; a round that takes longer than the grace is interrupted. */
    public void stop(Duration grace) {
        stopped = true;
        wake();
        try {
            if (!thread.join(grace)) {
                thread.interrupt();
                thread.join(grace);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop(Duration.ofSeconds(5));
    }
}
