package tv.sluice.tenant;

import io.smallrye.mutiny.Uni;

/** Clears away what a feature keeps of tenants that have been deleted. */
public interface TenantRemains {
    /** Deletes some of what is left in the space, in transactions of its own, and says whether there may be more. */
    Uni<Boolean> clear(String space);
}
