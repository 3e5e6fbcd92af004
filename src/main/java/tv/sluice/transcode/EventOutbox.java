package tv.sluice.transcode;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import tv.sluice.platform.error.FailureLog;
import tv.sluice.platform.event.RecordPublisher;
import tv.sluice.platform.event.RecordPublisher.Outgoing;

/** How a worker tells what happened. Results are worth hours of encoding, so they are kept and tried again while Kafka is away. */
final class EventOutbox implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(EventOutbox.class);
    private static final Duration FIRST_BACK_OFF = Duration.ofMillis(500);
    private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(5);

    private final RecordPublisher publisher;
    private final Duration patience;
    private final FailureLog failures = new FailureLog(LOG, "A result cannot be reported, trying again");
    private volatile long closingAt = Long.MAX_VALUE;

    /** @param patience how long a result is kept */
    EventOutbox(RecordPublisher publisher, Duration patience) {
        this.publisher = publisher;
        this.patience = patience;
    }

    /** Tells it once. */
    void tell(List<? extends TranscodeEvent> events) throws IOException, InterruptedException {
        publisher.publish(events.stream().map(EventOutbox::outgoing).toList());
    }

    /** Tells it until it is told, the patience has run out, or the worker has stopped; says whether it is told. */
    boolean deliver(TranscodeEvent event) throws InterruptedException {
        long started = System.nanoTime();
        Duration backOff = FIRST_BACK_OFF;
        while (true) {
            try {
                tell(List.of(event));
                return true;
            } catch (IOException e) {
                failures.report(e);
            }
            if (System.nanoTime() - started > patience.toNanos() || System.currentTimeMillis() > closingAt) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(backOff.toMillis());
            Duration longer = backOff.multipliedBy(2);
            backOff = longer.compareTo(LONGEST_BACK_OFF) < 0 ? longer : LONGEST_BACK_OFF;
        }
    }

    /** From now on results are tried for this long only. */
    void hurry(Duration left) {
        closingAt = System.currentTimeMillis() + left.toMillis();
    }

    private static Outgoing outgoing(TranscodeEvent event) {
        String trace = event instanceof TaskEvent about ? about.task().traceParent() : null;
        return new Outgoing(TranscodeTopics.EVENTS, null, event.key(), TranscodeJson.write(event), trace);
    }

    @Override
    public void close() {
        publisher.close();
    }
}
