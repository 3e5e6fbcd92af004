package tv.sluice.playback;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.db.Database;
import tv.sluice.platform.error.FailureLog;
import tv.sluice.platform.event.Invalidations;
import tv.sluice.platform.role.Role;
import tv.sluice.platform.role.RoleService;
import tv.sluice.playback.token.TenantRecord;
import tv.sluice.tenant.Tenant;
import tv.sluice.tenant.TenantRegister;

/**
 * Compares what delivery is told of tenants with their rows, at the start and from time to time: a record that was written for a change
 * that was not committed then, or lost with a disk, is put right.
 */
@ApplicationScoped
class TenantRecordCheck implements RoleService {
    private static final Logger LOG = Logger.getLogger(TenantRecordCheck.class);
    private static final Duration PERIOD = Duration.ofMinutes(10);
    private static final int BATCH = 100;

    private final TenantRegister register;
    private final TenantRecords records;
    private final Database database;
    private final Invalidations invalidations;
    private final Vertx vertx;
    private final AtomicBoolean running = new AtomicBoolean();
    private final FailureLog failures = new FailureLog(LOG, "Comparing what delivery knows of tenants is put off");
    private volatile long timer = -1;

    TenantRecordCheck(
            TenantRegister register,
            TenantRecords records,
            Database database,
            Invalidations invalidations,
            Vertx vertx) {
        this.register = register;
        this.records = records;
        this.database = database;
        this.invalidations = invalidations;
        this.vertx = vertx;
    }

    @Override
    public Role role() {
        return Role.API;
    }

    @Override
    public void start() {
        check();
        timer = vertx.setPeriodic(PERIOD.toMillis(), ignored -> check());
    }

    @Override
    public void stop() {
        vertx.cancelTimer(timer);
    }

    private void check() {
        if (running.compareAndSet(false, true)) {
            checkBefore(null).eventually(() -> running.set(false)).subscribe().with(ignored -> {}, failures::report);
        }
    }

    private Uni<Void> checkBefore(@Nullable String id) {
        return register.some(id, BATCH)
                .chain(batch -> checkAll(batch)
                        .chain(() -> batch.size() < BATCH
                                ? Uni.createFrom().voidItem()
                                : checkBefore(batch.getLast().id())));
    }

    private Uni<Void> checkAll(List<Tenant> batch) {
        return Multi.createFrom()
                .iterable(batch)
                .onItem()
                .transformToUniAndConcatenate(this::checkOne)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> checkOne(Tenant tenant) {
        return records.isRight(tenant).chain(right -> right ? Uni.createFrom().voidItem() : putRight(tenant.id()));
    }

    private Uni<Void> putRight(String id) {
        return database.write(tx -> register.locked(tx, id).onItem().ifNotNull().transformToUni(records::write))
                .invoke(() -> {
                    LOG.infof("Tenant %s: delivery is told anew what holds for it", id);
                    invalidations.publish(TenantRecord.storageKey(id));
                });
    }
}
