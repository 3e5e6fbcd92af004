package tv.sluice.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class H264LevelTest {
    @ParameterizedTest
    @CsvSource({
        "426, 240, 30, 600000, 2.1",
        "640, 360, 30, 1000000, 3.0",
        "854, 480, 30, 1600000, 3.1",
        "1280, 720, 30, 3000000, 3.1",
        "1280, 720, 60, 4500000, 3.2",
        "1920, 1080, 30, 5500000, 4.0",
        "1920, 1080, 60, 8000000, 4.2",
        "1080, 1920, 30, 5500000, 4.0",
        "2560, 1080, 30, 7000000, 5.0",
        "4096, 1080, 60, 7000000, 5.2",
        "320, 240, 240, 600000, 3.1"
    })
    void theLowestThatAllowsIt(int width, int height, double rate, int bits, String level) {
        assertThat(H264Level.of(new VideoRung("v", width, height, 23, bits, bits * 2), rate))
                .isEqualTo(level);
    }
}
