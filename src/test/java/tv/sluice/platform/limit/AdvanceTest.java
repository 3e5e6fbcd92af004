package tv.sluice.platform.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AdvanceTest {
    private static final List<Policy> LARGE = List.of(new Policy("key", 6000, Duration.ofMinutes(1)));
    private static final long LATER = TimeUnit.SECONDS.toNanos(10);

    private final Advance advance = new Advance();

    @Test
    void whoCallsSeldomIsCountedCallByCall() {
        for (long now = LATER; now < 4 * LATER; now += LATER) {
            assertThat(advance.take(LARGE, now)).isNull();
            assertThat(advance.wanted(LARGE, now)).isOne();
            assertThat(advance.add(1, levels(100), now).getFirst().remaining()).isEqualTo(100);
        }
    }

    @Test
    void whoCallsQuicklyGetsEverMoreUpToAPartOfTheLimit() {
        long now = LATER;
        int wanted = advance.wanted(LARGE, now);
        for (int i = 0; i < 10; i++) {
            advance.add(wanted, levels(100), now);
            for (int token = 1; token < wanted; token++) {
                List<Level> left = advance.take(LARGE, ++now);
                assertThat(left).isNotNull();
                assertThat(left.getFirst().remaining()).isEqualTo(100 + wanted - token - 1);
            }
            assertThat(advance.take(LARGE, now)).isNull();
            wanted = advance.wanted(LARGE, ++now);
        }
        assertThat(wanted).isEqualTo(30);
    }

    @Test
    void withASmallLimitNothingIsTakenInAdvance() {
        List<Policy> small = List.of(new Policy("key", 199, Duration.ofMinutes(1)));
        advance.add(1, List.of(Level.ofMicros(small.getFirst(), 9, 0, 0)), LATER);
        assertThat(advance.wanted(small, LATER + 1)).isOne();
    }

    @Test
    void whatIsOldOrOfAnotherLimitIsNotUsed() {
        advance.add(5, levels(100), LATER);
        assertThat(advance.take(List.of(new Policy("key", 5, Duration.ofMinutes(1))), LATER + 1))
                .isNull();
        assertThat(advance.take(LARGE, LATER + TimeUnit.SECONDS.toNanos(1))).isNull();
        assertThat(advance.take(LARGE, LATER + 2)).isNotNull();
    }

    @Test
    void whoHasNoneIsRefusedWithoutAskingForAsLongAsThatIsCertain() {
        List<Level> none = List.of(Level.ofMicros(LARGE.getFirst(), 0, 0, 10_000));
        assertThat(advance.refuse(none, LATER)).isEqualTo(none);
        assertThat(advance.take(LARGE, LATER + TimeUnit.MILLISECONDS.toNanos(9)))
                .isEqualTo(none);
        assertThat(advance.take(LARGE, LATER + TimeUnit.MILLISECONDS.toNanos(10)))
                .isNull();
        List<Level> lasting = List.of(Level.ofMicros(LARGE.getFirst(), 0, 0, TimeUnit.MINUTES.toMicros(1)));
        advance.refuse(lasting, LATER);
        assertThat(advance.take(LARGE, LATER + TimeUnit.SECONDS.toNanos(1))).isNull();
    }

    private static List<Level> levels(long remaining) {
        return List.of(Level.ofMicros(LARGE.getFirst(), remaining, 0, 0));
    }
}
