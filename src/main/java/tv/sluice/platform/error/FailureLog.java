package tv.sluice.platform.error;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** Reports a failure that may repeat many times: at most one line a second, with the count since the last line and the last cause. */
public final class FailureLog {
    private static final long PERIOD = TimeUnit.SECONDS.toNanos(1);

    private final Logger log;
    private final String what;
    private final AtomicLong unreported = new AtomicLong();
    private final AtomicLong nextReport = new AtomicLong(System.nanoTime());

    /** @param what a sentence without its full stop, e.g. "Redis took no message" */
    public FailureLog(Logger log, String what) {
        this.log = log;
        this.what = what;
    }

    public void report(Throwable cause) {
        long count = unreported.incrementAndGet();
        long now = System.nanoTime();
        long due = nextReport.get();
        if (now - due >= 0 && nextReport.compareAndSet(due, now + PERIOD)) {
            unreported.addAndGet(-count);
            log.warnf("%s (%d times): %s", what, count, cause.toString());
        }
    }
}
