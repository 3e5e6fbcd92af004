package tv.sluice.member;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import tv.sluice.platform.db.Database;
import tv.sluice.platform.error.FailureLog;
import tv.sluice.platform.role.Role;
import tv.sluice.platform.role.RoleService;

/** Writes down that grants are over whose time is. Any number of processes may do so at once. */
@ApplicationScoped
class GrantSweeper implements RoleService {
    private static final Logger LOG = Logger.getLogger(GrantSweeper.class);
    private static final int BATCH = 100;

    private final Database database;
    private final GrantService grants;
    private final Vertx vertx;
    private final long interval;
    private final FailureLog failures = new FailureLog(LOG, "Grants that are over are marked later");
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile long timer = -1;

    GrantSweeper(Database database, GrantService grants, Vertx vertx, MemberConfig config) {
        this.database = database;
        this.grants = grants;
        this.vertx = vertx;
        this.interval = config.sweepInterval().toMillis();
    }

    @Override
    public Role role() {
        return Role.API;
    }

    @Override
    public void start() {
        timer = vertx.setPeriodic(interval, ignored -> sweep());
    }

    @Override
    public void stop() {
        vertx.cancelTimer(timer);
    }

    private void sweep() {
        if (running.compareAndSet(false, true)) {
            database.read(tx -> grants.due(tx, BATCH))
                    .chain(this::expire)
                    .eventually(() -> running.set(false))
                    .subscribe()
                    .with(ignored -> {}, failures::report);
        }
    }

    private Uni<Void> expire(List<OperatorGrant> due) {
        return Multi.createFrom()
                .iterable(due)
                .onItem()
                .transformToUniAndConcatenate(grant -> database.write(tx -> grants.expire(tx, grant)))
                .collect()
                .last()
                .replaceWithVoid();
    }
}
