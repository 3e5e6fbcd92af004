package tv.sluice.tenant;

import io.smallrye.mutiny.Uni;
import tv.sluice.api.model.TenantCreated;
import tv.sluice.platform.db.Transaction;

/** Shows with a new tenant what a {@link TenantListener} has made with it. */
public interface OwnerMapper {
    /** The answer with what is to be shown added. */
    Uni<TenantCreated> add(Transaction tx, TenantCreated created);
}
