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
    private static final int MAX_RECORD = 16 << 10;

    private final StorageWorker storage;

    TenantRecords(StorageWorker storage) {
        this.storage = storage;
    }

    /** A tenant without a record plays without a limit: most do not need one. */
    @Override
    public Uni<Void> created(Transaction tx, Tenant tenant, @Nullable String ownerEmail) {
        return isUnlimited(record(tenant)) ? Uni.createFrom().voidItem() : write(tenant);
    }

    @Override
    public Uni<Void> changed(Transaction tx, Tenant tenant) {
        return write(tenant);
    }

    @Override
    public Uni<Void> deleted(Transaction tx, Tenant tenant) {
        return write(tenant);
    }

    /** Whether delivery is told what the row says. */
    Uni<Boolean> isRight(Tenant tenant) {
        TenantRecord wanted = record(tenant);
        return storage.read(TenantRecord.storageKey(tenant.id()), MAX_RECORD)
                .map(found -> found.map(json -> wanted.equals(parse(json))).orElse(isUnlimited(wanted)));
    }

    private static @Nullable TenantRecord parse(byte[] json) {
        try {
            return TenantRecord.fromJson(json);
        } catch (IllegalArgumentException unreadable) {
            return null;
        }
    }

    private static boolean isUnlimited(TenantRecord record) {
        return record.playing() && record.concurrentViewers() == null;
    }

    Uni<Void> write(Tenant tenant) {
        return storage.write(
                TenantRecord.storageKey(tenant.id()), record(tenant).toJson());
    }

    private static TenantRecord record(Tenant tenant) {
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
