package tv.sluice.platform.deletion;

import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import tv.sluice.platform.role.Role;
import tv.sluice.platform.role.RoleService;

/** Deletes by the clock what nobody deleted after its commit. */
@ApplicationScoped
class DeletionSweeper implements RoleService {
    private final DeletionWorker worker;
    private final Vertx vertx;
    private final Duration interval;
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile long timer;

    DeletionSweeper(DeletionWorker worker, Vertx vertx, DeletionConfig config) {
        this.worker = worker;
        this.vertx = vertx;
        this.interval = config.interval();
    }

    @Override
    public Role role() {
        return Role.API;
    }

    @Override
    public void start() {
        timer = vertx.setPeriodic(0, interval.toMillis(), ignored -> sweep());
    }

    @Override
    public void stop() {
        vertx.cancelTimer(timer);
    }

    private void sweep() {
        if (running.compareAndSet(false, true)) {
            worker.run().subscribe().with(this::swept, failure -> running.set(false));
        }
    }

    private void swept(boolean more) {
        running.set(false);
        if (more) {
            sweep();
        }
    }
}
