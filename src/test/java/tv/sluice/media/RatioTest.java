package tv.sluice.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RatioTest {
    private static final Ratio ONE = new Ratio(1, 1);

    @Test
    void lowestTerms() {
        assertThat(new Ratio(60_000, 2002)).isEqualTo(new Ratio(30_000, 1001)).hasToString("30000/1001");
        assertThatThrownBy(() -> new Ratio(0, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatFfmpegWrites() {
        assertThat(Ratio.parse("30000/1001", ONE)).isEqualTo(new Ratio(30_000, 1001));
        assertThat(Ratio.parse("64:45", ONE)).isEqualTo(new Ratio(64, 45));
        assertThat(Ratio.parse("25", ONE)).isEqualTo(new Ratio(25, 1));
        assertThat(Ratio.parse("0/0", ONE)).isEqualTo(ONE);
        assertThat(Ratio.parse("N/A", ONE)).isEqualTo(ONE);
        assertThat(Ratio.parse("", ONE)).isEqualTo(ONE);
    }

    @Test
    void multiplicationRoundsToTheNearestAwayFromZero() {
        assertThat(new Ratio(1, 2).times(3)).isEqualTo(2);
        assertThat(new Ratio(1, 2).times(-3)).isEqualTo(-2);
        assertThat(new Ratio(1, 3).times(4)).isEqualTo(1);
    }
}
