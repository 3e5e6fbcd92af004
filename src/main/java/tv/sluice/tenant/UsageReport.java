package tv.sluice.tenant;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * What a tenant uses, in both environments together.
 *
 * @param at when that was
 * @param storedBytes of sources and renditions
 * @param uploadedBytes in this hour
 * @param encodedSeconds in this month
 * @param requests that count now
 * @param requestLimit the tenant's own, or the configured one
 * @param viewers who watch now
 */
record UsageReport(
        Instant at,
        TenantLimits limits,
        long storedBytes,
        long uploadedBytes,
        double encodedSeconds,
        long requests,
        long requestLimit,
        long viewers) {
    Instant nextHour() {
        return UsageService.hour(at).plus(1, ChronoUnit.HOURS);
    }

    Instant nextMonth() {
        LocalDate first = UsageService.month(at).plusMonths(1);
        return first.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
