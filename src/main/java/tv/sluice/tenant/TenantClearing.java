package tv.sluice.tenant;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import tv.sluice.platform.db.Database;
import tv.sluice.platform.error.FailureLog;
import tv.sluice.platform.role.Role;
import tv.sluice.platform.role.RoleService;

/** Clears away what deleted tenants had: some of it each time, until nothing is left. Every process may do it, the same twice over. */
@ApplicationScoped
class TenantClearing implements RoleService {
    private static final int TENANTS = 10;
    private static final Logger LOG = Logger.getLogger(TenantClearing.class);

    private final Database database;
    private final TenantRepository repository;
    private final List<TenantRemains> remains;
    private final Vertx vertx;
    private final Duration interval;
    private final AtomicBoolean running = new AtomicBoolean();
    private final FailureLog failures = new FailureLog(LOG, "Clearing away what deleted tenants had is put off");
    private volatile long timer;

    TenantClearing(
            Database database,
            TenantRepository repository,
            @All List<TenantRemains> remains,
            Vertx vertx,
            TenantConfig config) {
        this.database = database;
        this.repository = repository;
        this.remains = remains;
        this.vertx = vertx;
        this.interval = config.clearInterval();
    }

    @Override
    public Role role() {
        return Role.API;
    }

    @Override
    public void start() {
        timer = vertx.setPeriodic(interval.toMillis(), ignored -> run());
    }

    @Override
    public void stop() {
        vertx.cancelTimer(timer);
    }

    private void run() {
        if (running.compareAndSet(false, true)) {
            database.read(tx -> repository.toBeCleared(tx, TENANTS))
                    .chain(this::clearAll)
                    .subscribe()
                    .with(done -> running.set(false), failure -> {
                        running.set(false);
                        failures.report(failure);
                    });
        }
    }

    private Uni<Void> clearAll(List<String> owners) {
        return Multi.createFrom()
                .iterable(owners)
                .onItem()
                .transformToUniAndConcatenate(this::clear)
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private Uni<Void> clear(String owner) {
        Uni<Boolean> left = Uni.createFrom().item(false);
        for (Environment environment : Environment.values()) {
            String space = new Space(owner, environment).text();
            for (TenantRemains each : remains) {
                left = left.chain(before -> each.clear(space).map(more -> more || before));
            }
        }
        return left.chain(more -> more ? Uni.createFrom().voidItem() : finish(owner));
    }

    private Uni<Void> finish(String owner) {
        return database.single(tx -> repository.cleared(tx, owner, Instant.now()))
                .invoke(() -> LOG.infof("Tenant %s: nothing of its data is left", owner));
    }
}
