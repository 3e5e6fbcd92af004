package tv.sluice.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.sluice.platform.error.ProblemException;

/** Places and ranges in the audit. */
class SequenceTest {
    @Test
    void aCursorIsReadAsItWasWritten() {
        assertThat(SequenceCursor.before(SequenceCursor.of(12_345))).isEqualTo(12_345);
        assertThat(SequenceCursor.before(null)).isEqualTo(Long.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1 ", "abc", "1234567890123456789", "\u0661"})
    void whatIsNoCursorIsRefused(String cursor) {
        assertThatThrownBy(() -> SequenceCursor.before(cursor)).isInstanceOf(ProblemException.class);
    }

    @Test
    void rangesAreCutAtBothEnds() {
        assertThat(new SequenceRange(1, 10).before(5)).isEqualTo(new SequenceRange(1, 4));
        assertThat(new SequenceRange(1, 10).before(50)).isEqualTo(new SequenceRange(1, 10));
        assertThat(new SequenceRange(1, 10).after(5)).isEqualTo(new SequenceRange(6, 10));
        assertThat(new SequenceRange(7, 10).after(5)).isEqualTo(new SequenceRange(7, 10));
        assertThat(new SequenceRange(7, 10).after(10).isEmpty()).isTrue();
        assertThat(new SequenceRange(7, 10).before(7).isEmpty()).isTrue();
        assertThat(new SequenceRange(1, 10).none().isEmpty()).isTrue();
        assertThat(SequenceRange.ALL.before(Long.MAX_VALUE).isEmpty()).isFalse();
    }

    @Test
    void anEndBeforeTheBeginningIsRefused() {
        Instant now = Instant.now();
        Instants.checkOrder(now, now);
        Instants.checkOrder(null, now);
        Instants.checkOrder(now, null);
        assertThatThrownBy(() -> Instants.checkOrder(now, now.minusNanos(1))).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> Instants.parse("from", "2026-02-30T00:00:00Z")).isInstanceOf(ProblemException.class);
        assertThat(Instants.parse("from", null)).isNull();
    }
}
