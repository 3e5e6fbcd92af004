package tv.sluice.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ViewersTest {
    private static final String TENANT = "ten_a";

    private final AtomicLong now = new AtomicLong();
    private final Viewers viewers = new Viewers(now::get);

    private void pass(long seconds) {
        now.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }

    @Test
    void aNewSessionBeyondTheLimitIsRefusedAndRunningOnesGoOn() {
        assertThat(viewers.see(TENANT, 1, 2L)).isTrue();
        assertThat(viewers.see(TENANT, 2, 2L)).isTrue();
        assertThat(viewers.see(TENANT, 3, 2L)).isFalse();
        assertThat(viewers.see(TENANT, 1, 2L)).isTrue();
        assertThat(viewers.see(TENANT, 2, 1L)).as("a limit lowered later").isTrue();
        assertThat(viewers.here(TENANT)).isEqualTo(2);
    }

    @Test
    void aSessionThatAsksForNothingMakesPlace() {
        viewers.see(TENANT, 1, 1L);
        pass(29);
        assertThat(viewers.see(TENANT, 2, 1L)).isFalse();
        assertThat(viewers.see(TENANT, 1, 1L)).isTrue();
        pass(29);
        assertThat(viewers.see(TENANT, 2, 1L)).as("the first has asked again").isFalse();
        pass(2);
        assertThat(viewers.here(TENANT)).isZero();
        assertThat(viewers.see(TENANT, 2, 1L)).isTrue();
    }

    @Test
    void sessionsOnOtherNodesCount() {
        viewers.see(TENANT, 1, 3L);
        viewers.elsewhere(TENANT, 2);
        assertThat(viewers.see(TENANT, 2, 3L)).isFalse();
        assertThat(viewers.see(TENANT, 1, 3L)).isTrue();
        viewers.elsewhere(TENANT, 1);
        assertThat(viewers.see(TENANT, 2, 3L)).isTrue();
    }

    @Test
    void tenantsAreCountedApartAndAllAreVisited() {
        assertThat(viewers.see(TENANT, 1, 1L)).isTrue();
        assertThat(viewers.see("ten_b", 1, 1L)).isTrue();
        assertThat(viewers.see("ten_b", 2, null)).isTrue();
        Map<String, Integer> seen = new HashMap<>();
        viewers.forEach(seen::put);
        assertThat(seen).isEqualTo(Map.of(TENANT, 1, "ten_b", 2));
    }

    @Test
    void aLimitOfZeroLetsNobodyIn() {
        assertThat(viewers.see(TENANT, 1, 0L)).isFalse();
        assertThat(viewers.here(TENANT)).isZero();
    }
}
