package tv.sluice.tenant;

import org.jspecify.annotations.Nullable;
import tv.sluice.platform.web.RequestLimits;

/** What a tenant may use; a limit that is null is none. */
public record TenantLimits(
        @Nullable Long storageBytes,
        @Nullable Long uploadBytesPerHour,
        @Nullable Long encodedMinutesPerMonth,
        @Nullable Long requestsPerMinute,
        @Nullable Long concurrentViewers) {
    public static final TenantLimits NONE = new TenantLimits(null, null, null, null, null);

    /** How often the tenant may call. */
    RequestLimits ofRequests() {
        return requestsPerMinute == null
                ? RequestLimits.CONFIGURED
                : new RequestLimits(Math.clamp(requestsPerMinute, 1, Integer.MAX_VALUE), null);
    }
}
