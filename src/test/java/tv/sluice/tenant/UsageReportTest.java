package tv.sluice.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tv.sluice.platform.web.RequestLimits;

class UsageReportTest {
    private static UsageReport at(String instant) {
        return new UsageReport(Instant.parse(instant), TenantLimits.NONE, 0, 0, 0, 0, 0, 0);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-24T23:59:59.999Z, 2026-11-25T00:00:00Z, 2026-12-01T00:00:00Z",
        "2026-12-31T10:00:00Z, 2026-12-31T11:00:00Z, 2027-01-01T00:00:00Z",
        "2028-02-29T00:30:00Z, 2028-02-29T01:00:00Z, 2028-03-01T00:00:00Z"
    })
    void countsBeginAnewWithTheHourAndTheMonth(String now, Instant hour, Instant month) {
        assertThat(at(now).nextHour()).isEqualTo(hour);
        assertThat(at(now).nextMonth()).isEqualTo(month);
    }

    @Test
    void theMonthIsThatOfUtc() {
        assertThat(UsageService.month(Instant.parse("2026-11-30T23:59:59Z"))).isEqualTo(LocalDate.of(2026, 11, 1));
    }

    @Test
    void aLimitOfRequestsHoldsInsteadOfTheConfiguredOne() {
        assertThat(TenantLimits.NONE.ofRequests()).isEqualTo(RequestLimits.CONFIGURED);
        assertThat(new TenantLimits(null, null, null, 20L, null).ofRequests().tenantRequests())
                .isEqualTo(20);
        assertThat(new TenantLimits(null, null, null, Long.MAX_VALUE, null)
                        .ofRequests()
                        .tenantRequests())
                .isEqualTo(Integer.MAX_VALUE);
    }
}
