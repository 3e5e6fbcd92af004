package tv.sluice.playback;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.db.Transaction;
import tv.sluice.platform.storage.StorageWorker;
import tv.sluice.playback.token.TenantRecord;
import tv.sluice.tenant.SuspendedPlayback;
import tv.sluice.tenant.Suspension;
import tv.sluice.tenant.Tenant;
import tv.sluice.tenant.TenantListener;
import tv.sluice.tenant.TenantState;

/**
 * Writes down for delivery what it must know of tenants, while their rows are locked, so that the record says what was written last.
 * Delivery is told by the announcement of the tenant's change after the commit, whose text is the record's key.
 */
@ApplicationScoped
class TenantRecords implements TenantListener {
    private final StorageWorker storage;

    TenantRecords(StorageWorker storage) {
        this.storage = storage;
    }

    /** A tenant without a record plays without a limit: most do not need one. */
    @Override
    public Uni<Void> created(Transaction tx, Tenant tenant, @Nullable String ownerEmail) {
        return tenant.settings().limits().concurrentViewers() == null
                ? Uni.createFrom().voidItem()
                : write(tenant);
    }

    @Override
    public Uni<Void> changed(Transaction tx, Tenant tenant) {
        return write(tenant);
    }

    @Override
    public Uni<Void> deleted(Transaction tx, Tenant tenant) {
        return write(tenant);
    }

    private Uni<Void> write(Tenant tenant) {
        return storage.write(
                TenantRecord.storageKey(tenant.id()), record(tenant).toJson());
    }

    static TenantRecord record(Tenant tenant) {
        return new TenantRecord(
                tenant.id(),
                plays(tenant.state(), tenant.suspension()),
                tenant.settings().limits().concurrentViewers());
    }

    private static boolean plays(TenantState state, @Nullable Suspension suspension) {
        return switch (state) {
            case ACTIVE -> true;
            case SUSPENDED -> suspension == null || suspension.playback() == SuspendedPlayback.CONTINUE;
            case DELETED -> false;
        };
    }
}
