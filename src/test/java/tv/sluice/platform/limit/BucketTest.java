package tv.sluice.platform.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class BucketTest {
    private static final Policy TEN_A_SECOND = new Policy("tenant", 10, Duration.ofSeconds(1));
    private static final long MILLI = 1_000;

    @Test
    void aNewBucketIsFullAtAnyTime() {
        for (long now : List.of(-5_000_000_000_000L, 0L, 1L, 1_800_000_000_000_000L)) {
            Bucket bucket = new Bucket();
            for (int left = 9; left >= 0; left--) {
                Level level = bucket.take(TEN_A_SECOND, now);
                assertThat(level.exceeded()).as("%s at %s", left, now).isFalse();
                assertThat(level.remaining()).isEqualTo(left);
            }
            Level level = bucket.take(TEN_A_SECOND, now);
            assertThat(level.exceeded()).isTrue();
            assertThat(level.remaining()).isZero();
            assertThat(level.retry()).isEqualTo(Duration.ofMillis(100));
            assertThat(level.reset()).isEqualTo(Duration.ofSeconds(1));
        }
    }

    @Test
    void itRefillsEvenlyAndNoFurtherThanItsSize() {
        Bucket bucket = new Bucket();
        for (int i = 0; i < 10; i++) {
            bucket.take(TEN_A_SECOND, 0);
        }
        assertThat(bucket.take(TEN_A_SECOND, 99 * MILLI).exceeded()).isTrue();
        assertThat(bucket.take(TEN_A_SECOND, 100 * MILLI).exceeded()).isFalse();
        assertThat(bucket.take(TEN_A_SECOND, 101 * MILLI).exceeded()).isTrue();
        assertThat(bucket.take(TEN_A_SECOND, 3_600_000 * MILLI).remaining()).isEqualTo(9);
    }

    @Test
    void refusalsCostNothing() {
        Bucket bucket = new Bucket();
        for (int i = 0; i < 1_000; i++) {
            bucket.take(TEN_A_SECOND, 0);
        }
        assertThat(bucket.take(TEN_A_SECOND, 100 * MILLI).exceeded()).isFalse();
    }

    @Test
    void ofSeveralBucketsAllGiveATokenOrNone() {
        long[] now = {0};
        LocalBuckets buckets = new LocalBuckets(Duration.ofMinutes(1), () -> now[0]);
        Policy one = new Policy("key", 1, Duration.ofSeconds(1));
        List<String> names = List.of("t", "k");
        List<Policy> policies = List.of(TEN_A_SECOND, one);
        assertThat(buckets.takeAll(names, policies)).noneMatch(Level::exceeded);
        for (int i = 0; i < 20; i++) {
            List<Level> levels = buckets.takeAll(names, policies);
            assertThat(levels.get(0).exceeded()).isFalse();
            assertThat(levels.get(1).exceeded()).isTrue();
        }
        assertThat(buckets.look("t", TEN_A_SECOND).remaining()).isEqualTo(9);
    }

    @Test
    void headersAreStructuredFields() {
        Level level = new Bucket().take(TEN_A_SECOND, 0);
        assertThat(level.header()).isEqualTo("\"tenant\";r=9;t=1");
        assertThat(level.policy().header()).isEqualTo("\"tenant\";q=10;w=1");
    }

    @Test
    void anIpv6CustomerIsOneAddress() {
        assertThat(ClientAddress.network("2001:db8:1:2:3:4:5:6")).isEqualTo(ClientAddress.network("2001:db8:1:2::"));
        assertThat(ClientAddress.network("2001:db8:1:3::")).isNotEqualTo(ClientAddress.network("2001:db8:1:2::"));
        assertThat(ClientAddress.network("192.0.2.1")).isEqualTo("192.0.2.1");
        assertThat(ClientAddress.network("unknown")).isEqualTo("unknown");
    }
}
