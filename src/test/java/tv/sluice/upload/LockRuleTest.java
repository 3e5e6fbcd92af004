package tv.sluice.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LockRuleTest {
    private final LockRule rule = new LockRule(Duration.ofSeconds(3), Duration.ofSeconds(8));

    @ParameterizedTest
    @CsvSource({
        // waited ms, new bytes, silence ms
        "0, 0, 0, WAIT",
        "50, 0, 50, WAIT",
        "50, 1, 0, REFUSE",
        "4000, 1, 3500, REFUSE",
        "0, 0, 2999, WAIT",
        "0, 0, 3000, CUT",
        "2500, 0, 3100, CUT",
        "7999, 0, 0, WAIT",
        "8000, 0, 0, REFUSE",
        "8000, 0, 60000, REFUSE"
    })
    void theOneAtWorkWinsUnlessItHasGoneSilent(long waited, long newBytes, long silence, LockRule.Verdict verdict) {
        assertThat(rule.judge(nanos(waited), newBytes, nanos(silence))).isEqualTo(verdict);
    }

    private static long nanos(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }
}
