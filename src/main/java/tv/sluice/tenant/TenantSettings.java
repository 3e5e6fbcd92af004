package tv.sluice.tenant;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people write about a tenant. Its JSON has the names of the contract, so that patches of the contract can be merged into it. */
public record TenantSettings(
        String name,
        @Nullable String externalId,
        TenantLimits limits,
        Brand brand,
        List<String> domains,
        TenantDefaults defaults) {
    public TenantSettings {
        domains = List.copyOf(domains);
    }

    /** Those of a tenant of which nothing is known but its name. */
    public static TenantSettings named(String name) {
        return new TenantSettings(name, null, TenantLimits.NONE, Brand.NONE, List.of(), TenantDefaults.NONE);
    }
}
