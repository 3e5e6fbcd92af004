package tv.sluice.tenant;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the calls of a tenant need to know of it.
 *
 * @param suspension null unless it is suspended
 * @param origins whose pages may call the API: those of its domains
 */
public record TenantTerms(
        String name,
        TenantState state,
        @Nullable Suspension suspension,
        TenantLimits limits,
        TenantDefaults defaults,
        Set<String> origins) {
    public TenantTerms {
        origins = Set.copyOf(origins);
    }
}
