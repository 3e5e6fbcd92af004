package tv.sluice.tenant;

import org.jspecify.annotations.Nullable;

/** What a tenant may use; a limit that is null is none. */
public record TenantLimits(
        @Nullable Long storageBytes,
        @Nullable Long uploadBytesPerHour,
        @Nullable Long encodedMinutesPerMonth,
        @Nullable Long requestsPerMinute,
        @Nullable Long concurrentViewers) {
    public static final TenantLimits NONE = new TenantLimits(null, null, null, null, null);
}
