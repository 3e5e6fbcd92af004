package tv.sluice.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HourMeterTest {
    private final HourMeter meter = new HourMeter();

    @Test
    void takesUpToTheLimitAndNotAByteMore() {
        assertThat(meter.take(1, 60, 100L)).isTrue();
        assertThat(meter.take(1, 41, 100L)).isFalse();
        assertThat(meter.take(1, 40, 100L)).isTrue();
        assertThat(meter.take(1, 1, 100L)).isFalse();
        assertThat(meter.used(1)).isEqualTo(100);
    }

    @Test
    void withoutALimitEverythingIsCounted() {
        assertThat(meter.take(1, 60, null)).isTrue();
        assertThat(meter.used(1)).isEqualTo(60);
    }

    @Test
    void theNextHourBeginsAtZero() {
        meter.take(1, 100, 100L);
        assertThat(meter.take(2, 100, 100L)).isTrue();
        assertThat(meter.used(2)).isEqualTo(100);
    }

    @Test
    void whatWasNotToldInItsHourIsToldLater() {
        meter.take(1, 70, null);
        meter.take(2, 30, null);
        assertThat(meter.oldest()).isEqualTo(1);
        meter.told(1, 70, 500);
        assertThat(meter.oldest()).isEqualTo(2);
        assertThat(meter.untold(2)).isEqualTo(30);
        assertThat(meter.used(2)).as("the hour before does not count").isEqualTo(30);
        meter.told(2, 30, 45);
        assertThat(meter.oldest()).isEqualTo(-1);
        assertThat(meter.used(2)).isEqualTo(45);
    }

    @Test
    void whatCameWhileItWasBeingToldIsKept() {
        meter.take(1, 70, null);
        long telling = meter.untold(1);
        meter.take(1, 5, null);
        meter.told(1, telling, 100);
        assertThat(meter.untold(1)).isEqualTo(5);
        assertThat(meter.used(1)).isEqualTo(105);
    }

    @Test
    void whatOthersReceivedCounts() {
        meter.take(1, 10, 100L);
        meter.told(1, 10, 95);
        assertThat(meter.take(1, 6, 100L)).isFalse();
        assertThat(meter.take(1, 5, 100L)).isTrue();
    }

    @Test
    void isIdleWhenAllIsToldAndItsHourIsOver() {
        meter.take(1, 10, null);
        assertThat(meter.isIdle(2)).isFalse();
        meter.told(1, 10, 10);
        assertThat(meter.isIdle(1)).isFalse();
        assertThat(meter.isIdle(2)).isTrue();
    }
}
