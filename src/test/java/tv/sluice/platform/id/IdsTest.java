package tv.sluice.platform.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {
    @Test
    void laterIdsSortAfterEarlierOnes() {
        assertThat(Ids.at("vid", 1_000)).isLessThan(Ids.at("vid", 1_001));
        assertThat(Ids.at("vid", 1L << 40)).isGreaterThan(Ids.at("vid", (1L << 40) - 1));
    }

    @Test
    void anIdTellsWhenItWasMade() {
        assertThat(Ids.time(Ids.at("vid", 1_792_000_000_123L)).toEpochMilli()).isEqualTo(1_792_000_000_123L);
        assertThatThrownBy(() -> Ids.time("vid_" + "u".repeat(26))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Ids.time("")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void idsAreUniqueWithinOneMillisecond() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            assertThat(seen.add(Ids.at("vid", 42))).isTrue();
        }
    }

    @Test
    void aNewIdIsValidForItsPrefixOnly() {
        String id = Ids.next("vid");
        assertThat(Ids.isValid("vid", id)).isTrue();
        assertThat(Ids.isValid("upl", id)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "vid_",
                "vid_0",
                "vid-01jd8wq2k3m4n5p6q7r8s9t0vw",
                "vid_01jd8wq2k3m4n5p6q7r8s9t0vW",
                "vid_01jd8wq2k3m4n5p6q7r8s9t0vi"
            })
    void whatIsNotAnIdIsTold(String text) {
        assertThat(Ids.isValid("vid", text)).isFalse();
    }
}
