package tv.sluice.platform.idempotency;

import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import tv.sluice.platform.error.FailureLog;
import tv.sluice.platform.role.Role;
import tv.sluice.platform.role.RoleService;

/** Removes answers that nobody can ask for any more, a bounded number at a time. */
@ApplicationScoped
class IdempotencySweeper implements RoleService {
    private static final int BATCH = 1_000;
    private static final Logger LOG = Logger.getLogger(IdempotencySweeper.class);

    private final Reservations reservations;
    private final Vertx vertx;
    private final Duration interval;
    private final AtomicBoolean running = new AtomicBoolean();
    private final FailureLog failures = new FailureLog(LOG, "Removing old answers is put off");
    private volatile long timer;

    IdempotencySweeper(Reservations reservations, Vertx vertx, IdempotencyConfig config) {
        this.reservations = reservations;
        this.vertx = vertx;
        this.interval = config.sweepInterval();
    }

    @Override
    public Role role() {
        return Role.API;
    }

    @Override
    public void start() {
        timer = vertx.setPeriodic(interval.toMillis(), ignored -> sweep());
    }

    @Override
    public void stop() {
        vertx.cancelTimer(timer);
    }

    private void sweep() {
        if (running.compareAndSet(false, true)) {
            reservations.removeOld(BATCH).subscribe().with(this::swept, failure -> {
                running.set(false);
                failures.report(failure);
            });
        }
    }

    private void swept(int removed) {
        running.set(false);
        if (removed == BATCH) {
            sweep();
        }
    }
}
