package tv.sluice.tenant;

import io.vertx.ext.web.RoutingContext;
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
    private static final String KEY = "sluice.tenantTerms";

    public TenantTerms {
        origins = Set.copyOf(origins);
    }

    /** Those of the tenant for which the request's credential speaks; null if it speaks for none. */
    public static @Nullable TenantTerms of(RoutingContext routing) {
        return routing.get(KEY);
    }

    /** They hold for this request. */
    void hold(RoutingContext routing) {
        routing.put(KEY, this);
    }
}
