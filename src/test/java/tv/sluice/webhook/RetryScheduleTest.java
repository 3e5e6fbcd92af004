package tv.sluice.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {
    private static final Instant NOW = Instant.parse("2026-01-31T09:30:00Z");
    private static final Instant FAR = NOW.plus(Duration.ofDays(1));
    private static final List<Duration> BOUNDS =
            List.of(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(2));

    @Test
    void boundsGrowAndTheLastOneStays() {
        RetrySchedule longest = schedule(1);
        assertThat(longest.next(1, null, NOW, FAR)).contains(NOW.plusSeconds(5));
        assertThat(longest.next(2, null, NOW, FAR)).contains(NOW.plusSeconds(30));
        assertThat(longest.next(3, null, NOW, FAR)).contains(NOW.plusSeconds(120));
        assertThat(longest.next(40, null, NOW, FAR)).contains(NOW.plusSeconds(120));
    }

    @Test
    void thePauseIsARandomPartOfTheBoundButNotNothing() {
        assertThat(schedule(0.5).next(2, null, NOW, FAR)).contains(NOW.plusSeconds(15));
        assertThat(schedule(0).next(2, null, NOW, FAR)).contains(NOW.plusSeconds(1));
        RetrySchedule quick = new RetrySchedule(List.of(Duration.ofMillis(100)), Duration.ofHours(1), () -> 0);
        assertThat(quick.next(1, null, NOW, FAR)).contains(NOW.plusMillis(100));
    }

    @Test
    void theLastAttemptIsAtTheEndOfTheTime() {
        Instant end = NOW.plusSeconds(10);
        assertThat(schedule(1).next(2, null, NOW, end)).contains(end);
        assertThat(schedule(1).next(2, null, end, end)).isEmpty();
        assertThat(schedule(1).next(2, null, end.plusSeconds(1), end)).isEmpty();
    }

    @Test
    void anEndpointCanAskForMoreTimeWithinBounds() {
        RetrySchedule schedule = schedule(1);
        assertThat(schedule.next(1, Duration.ofMinutes(10), NOW, FAR)).contains(NOW.plus(Duration.ofMinutes(10)));
        assertThat(schedule.next(1, Duration.ofSeconds(1), NOW, FAR)).contains(NOW.plusSeconds(5));
        assertThat(schedule.next(1, Duration.ofDays(30), NOW, FAR)).contains(NOW.plus(Duration.ofHours(1)));
    }

    @Test
    void retryAfterIsReadAsSecondsOrAsADate() {
        assertThat(RetryAfter.of(429, "120", NOW)).isEqualTo(Duration.ofMinutes(2));
        assertThat(RetryAfter.of(503, " Sat, 31 Jan 2026 09:31:00 GMT", NOW)).isEqualTo(Duration.ofMinutes(1));
        assertThat(RetryAfter.of(503, "Sat, 31 Jan 2026 09:00:00 GMT", NOW)).isEqualTo(Duration.ZERO);
        assertThat(RetryAfter.of(503, "soon", NOW)).isNull();
        assertThat(RetryAfter.of(503, "-5", NOW)).isNull();
        assertThat(RetryAfter.of(503, "99999999999999999999", NOW)).isNull();
        assertThat(RetryAfter.of(500, "120", NOW)).isNull();
    }

    private static RetrySchedule schedule(double random) {
        return new RetrySchedule(BOUNDS, Duration.ofHours(1), () -> random);
    }
}
