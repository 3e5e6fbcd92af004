package tv.sluice.tenant;

import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.db.Transaction;

/** Takes part in what happens to tenants, in the same transaction; a failure takes it back. */
public interface TenantListener {
    /**
     * The tenant and its first keys have been stored.
     *
     * @param ownerEmail who is to be its first member, or null
     */
    default Uni<Void> created(Transaction tx, Tenant tenant, @Nullable String ownerEmail) {
        return Uni.createFrom().voidItem();
    }

    /** It has been changed, suspended, resumed or deleted; {@link Tenant#state} and {@link Tenant#suspension} are as they are now. */
    default Uni<Void> changed(Transaction tx, Tenant tenant) {
        return Uni.createFrom().voidItem();
    }

    /** It has been deleted: end all that lets anybody do anything in its name. Its data are cleared away by {@link TenantRemains}. */
    default Uni<Void> deleted(Transaction tx, Tenant tenant) {
        return Uni.createFrom().voidItem();
    }
}
