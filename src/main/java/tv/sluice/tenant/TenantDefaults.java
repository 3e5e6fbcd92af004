package tv.sluice.tenant;

import org.jspecify.annotations.Nullable;

/**
 * What holds for a tenant when a call does not say.
 *
 * @param playbackPolicy by its name in the contract, or null
 * @param tokenLifetime seconds, or null
 */
public record TenantDefaults(
        @Nullable String playbackPolicy, @Nullable Integer tokenLifetime) {
    public static final TenantDefaults NONE = new TenantDefaults(null, null);
}
