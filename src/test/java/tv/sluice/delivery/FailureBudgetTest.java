package tv.sluice.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FailureBudgetTest {
    private final AtomicLong nanos = new AtomicLong(-5_000_000_000L);
    private final FailureBudget budget = new FailureBudget(10, nanos::get);

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private int taken(String address, int attempts) {
        int taken = 0;
        for (int i = 0; i < attempts; i++) {
            taken += budget.take(address(address)) ? 1 : 0;
        }
        return taken;
    }

    @Test
    void anAddressHasABurstAndThenARate() {
        assertThat(taken("192.0.2.1", 1_000)).isEqualTo(20);
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(500));
        assertThat(taken("192.0.2.1", 1_000)).isEqualTo(5);
        nanos.addAndGet(TimeUnit.HOURS.toNanos(1));
        assertThat(taken("192.0.2.1", 1_000)).isEqualTo(20);
    }

    @Test
    void goodTokensCostNothing() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(budget.take(address("192.0.2.1"))).isTrue();
            budget.giveBack(address("192.0.2.1"));
        }
        assertThat(taken("192.0.2.1", 1_000)).isEqualTo(20);
    }

    @Test
    void addressesAreApartButOneIpv6NetworkIsOneAddress() {
        assertThat(taken("192.0.2.1", 100)).isEqualTo(20);
        assertThat(taken("192.0.2.2", 100)).isEqualTo(20);
        assertThat(taken("2001:db8::1", 100)).isEqualTo(20);
        assertThat(taken("2001:db8::ffff:1", 100)).isZero();
        assertThat(taken("2001:db8:0:1::1", 100)).isEqualTo(20);
    }
}
