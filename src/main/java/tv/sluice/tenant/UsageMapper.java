package tv.sluice.tenant;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tv.sluice.api.model.Usage;
import tv.sluice.api.model.UsageItem;

/** Usage in the contract's words. */
final class UsageMapper {
    private static final BigDecimal MINUTE = BigDecimal.valueOf(60);
    private static final int DECIMALS = 3;

    private UsageMapper() {}

    static Usage usage(UsageReport report) {
        TenantLimits limits = report.limits();
        BigDecimal minutes = BigDecimal.valueOf(report.encodedSeconds()).divide(MINUTE, DECIMALS, RoundingMode.HALF_UP);
        return new Usage()
                .storageBytes(item(report.storedBytes(), limits.storageBytes(), null))
                .uploadBytesPerHour(item(report.uploadedBytes(), limits.uploadBytesPerHour(), report.nextHour()))
                .encodedMinutesPerMonth(item(minutes, limits.encodedMinutesPerMonth(), report.nextMonth()))
                .requestsPerMinute(item(report.requests(), report.requestLimit(), null))
                .concurrentViewers(item(report.viewers(), limits.concurrentViewers(), null));
    }

    private static UsageItem item(long used, @Nullable Long limit, @Nullable Instant resetsAt) {
        return item(BigDecimal.valueOf(used), limit, resetsAt);
    }

    private static UsageItem item(BigDecimal used, @Nullable Long limit, @Nullable Instant resetsAt) {
        return new UsageItem()
                .used(used)
                .limit(limit == null ? null : BigDecimal.valueOf(limit))
                .resetsAt(resetsAt);
    }
}
