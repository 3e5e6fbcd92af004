package tv.sluice.platform.journal;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import tv.sluice.platform.db.Database;
import tv.sluice.platform.error.FailureLog;
import tv.sluice.platform.role.Role;
import tv.sluice.platform.role.RoleService;

/**
 * Writes into the audit the calls that changed nothing: after they have been answered, many in one transaction. While the database is away
 * a bounded number waits; what does not fit is lost, counted and reported.
 */
@ApplicationScoped
class CallLog implements RoleService {
    private static final Logger LOG = Logger.getLogger(CallLog.class);
    private static final int MAX_WAITING = 5_000;
    private static final int BATCH = 100;
    private static final long RETRY_MILLIS = 1_000;
    private static final Duration LAST_BATCH = Duration.ofSeconds(3);

    private final Database database;
    private final Vertx vertx;
    private final Counter lost;
    private final LinkedBlockingQueue<CallRecord> waiting = new LinkedBlockingQueue<>(MAX_WAITING);
    private final List<CallRecord> batch = new ArrayList<>();
    private final AtomicBoolean writing = new AtomicBoolean();
    private final FailureLog losses = new FailureLog(LOG, "A call is missing in the audit");
    private final FailureLog failures = new FailureLog(LOG, "Calls are written into the audit later");

    CallLog(Database database, Vertx vertx, MeterRegistry metrics) {
        this.database = database;
        this.vertx = vertx;
        this.lost = Counter.builder("sluice.audit.lost")
                .description("Calls that could not be written into the audit")
                .register(metrics);
    }

    @Override
    public Role role() {
        return Role.API;
    }

    @Override
    public void start() {}

    /** Before the database is closed. */
    @Override
    public void stop() {
        long end = System.nanoTime() + LAST_BATCH.toNanos();
        while (!isEmpty() && System.nanoTime() < end) {
            write();
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes down a call. Never waits. */
    void add(CallRecord call) {
        if (!waiting.offer(call)) {
            lost.increment();
            losses.report(new IOException(MAX_WAITING + " are still waiting to be written"));
        }
        write();
    }

    private boolean isEmpty() {
        return waiting.isEmpty() && !writing.get();
    }

    private void write() {
        if (waiting.isEmpty() || !writing.compareAndSet(false, true)) {
            return;
        }
        waiting.drainTo(batch, BATCH);
        writeBatch();
    }

    /** Only one at a time. */
    private void writeBatch() {
        List<CallRecord> calls = List.copyOf(batch);
        database.write(tx -> {
                    tx.recording().calls().addAll(calls);
                    return Uni.createFrom().voidItem();
                })
                .subscribe()
                .with(done -> written(), failure -> {
                    failures.report(failure);
                    vertx.setTimer(RETRY_MILLIS, ignored -> writeBatch());
                });
    }

    private void written() {
        batch.clear();
        writing.set(false);
        write();
    }
}
