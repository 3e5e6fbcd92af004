package tv.sluice.transcode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tv.sluice.media.VideoRung;

class LadderTest {
    static Stream<Arguments> sizes() {
        return Stream.of(
                Arguments.of(1920, 1080, "426x240 640x360 854x480 1280x720 1920x1080"),
                Arguments.of(3840, 2160, "426x240 640x360 854x480 1280x720 1920x1080"),
                Arguments.of(960, 540, "426x240 640x360 854x480 960x540"),
                Arguments.of(480, 360, "320x240 480x360"),
                Arguments.of(1080, 1920, "240x426 360x640 480x854 720x1280 1080x1920"),
                Arguments.of(1280, 534, "576x240 862x360 1150x480 1280x534"),
                Arguments.of(200, 150, "200x150"),
                Arguments.of(853, 480, "426x240 640x360 852x480"),
                Arguments.of(719, 719, "240x240 360x360 480x480 718x718"),
                Arguments.of(426, 241, "424x240 426x240"),
                Arguments.of(5760, 1080, "1280x240 1920x360 2560x480 3840x720 4096x768"),
                Arguments.of(17, 17, "16x16"));
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void choosesCommonSizesUpToTheSourcesOwn(int width, int height, String expected) {
        assertThat(rungs(width, height, 30).stream().map(r -> r.width() + "x" + r.height()))
                .containsExactly(expected.split(" "));
    }

    @Test
    void neverUpscalesAndKeepsTheShape() {
        for (int width = 32; width < 2600; width += 97) {
            for (int height = 32; height < 1500; height += 89) {
                for (VideoRung rung : rungs(width, height, 25)) {
                    String what = width + "x" + height + " → " + rung;
                    assertThat(rung.width()).as(what).isLessThanOrEqualTo(width).isEven();
                    assertThat(rung.height())
                            .as(what)
                            .isLessThanOrEqualTo(height)
                            .isEven();
                    double shape = (double) rung.width() / rung.height() * height / width;
                    double rounding = 1.0 / Math.min(rung.width(), rung.height());
                    assertThat(shape).as(what).isBetween(1 - 2 * rounding, 1 + 2 * rounding);
                }
            }
        }
    }

    @Test
    void bitRatesGrowWithSizeAndFrameRate() {
        List<VideoRung> slow = rungs(1920, 1080, 25);
        List<VideoRung> fast = rungs(1920, 1080, 60);
        assertThat(slow.getLast().maxBitRate()).isEqualTo(5_500_000);
        assertThat(slow.get(3).maxBitRate()).isBetween(2_500_000, 3_500_000);
        assertThat(slow.getFirst().maxBitRate()).isBetween(400_000, 700_000);
        assertThat(slow).isSortedAccordingTo((a, b) -> Integer.compare(a.maxBitRate(), b.maxBitRate()));
        assertThat(fast.getLast().maxBitRate()).isBetween(7_500_000, 9_500_000);
    }

    @Test
    void namesRenditionsByShortSideAndJob() {
        assertThat(rungs(1080, 1920, 30).stream().map(VideoRung::renditionId))
                .containsExactly("v240-4k2m", "v360-4k2m", "v480-4k2m", "v720-4k2m", "v1080-4k2m");
    }

    private static List<VideoRung> rungs(int width, int height, double frameRate) {
        return Ladder.rungs(width, height, frameRate, "4k2m");
    }
}
