package tv.sluice.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Chunks encoded apart join to exactly the frames and times of the source, and of an encode in one piece. */
class ChunkJoinIT {
    private static final String PICTURE = "-f lavfi -i testsrc2=s=320x180:r=%s:d=%d ";

    @TempDir
    Path folder;

    private MediaFixture media;

    @BeforeEach
    void open() {
        media = new MediaFixture(folder);
    }

    @Test
    void constantRateWithReorderedFrames() throws Exception {
        joins(media.make("b.mp4", picture("30", 22) + "-c:v libx264 -preset veryfast -bf 3 -g 100 -pix_fmt yuv420p"));
    }

    @Test
    void openGops() throws Exception {
        joins(media.make(
                "open.mp4",
                picture("24000/1001", 22)
                        + "-c:v libx264 -preset veryfast -bf 3 -g 30 -x264-params open-gop=1 -pix_fmt yuv420p"));
    }

    @Test
    void transportStreamThatStartsLate() throws Exception {
        joins(
                media.make(
                        "late.ts",
                        picture("25", 22)
                                + "-c:v libx264 -preset veryfast -bf 2 -g 60 -x264-params open-gop=1 -pix_fmt yuv420p -output_ts_offset 5000"));
    }

    @Test
    void variableRate() throws Exception {
        joins(
                media.make(
                        "vfr.mp4",
                        picture("30", 22)
                                + "-vf select='gt(mod(n\\,11)\\,3)+lt(mod(n\\,200)\\,90)' -fps_mode vfr -c:v libx264 -preset veryfast -bf 2 -g 77 -pix_fmt yuv420p"));
    }

    private static String picture(String rate, int seconds) {
        return PICTURE.formatted(rate, seconds);
    }

    private void joins(Path source) throws Exception {
        List<VideoRung> rungs = List.of(MediaFixture.rung("v180", 320, 180), MediaFixture.rung("v90", 160, 90));
        ChunkPlan cut = media.plan(source, 1);
        ChunkPlan whole = media.plan(source, 100);
        assertThat(cut.timeline().regenerated()).isFalse();
        assertThat(cut.chunks()).hasSize(6);
        assertThat(whole.chunks()).hasSize(1);
        var chunks = media.encode(source, cut, rungs, "v/cut");
        var one = media.encode(source, whole, rungs, "v/one");
        List<Long> expected = expectedTicks(source, cut.timeline());
        for (int r = 0; r < rungs.size(); r++) {
            int rung = r;
            List<EncodedRendition> parts = chunks.stream().map(c -> c.get(rung)).toList();
            assertThat(parts.stream().map(EncodedRendition::initDigest).distinct())
                    .as("one initialisation segment")
                    .containsExactly(one.getFirst().get(rung).initDigest());
            assertThat(durations(parts))
                    .isEqualTo(durations(List.of(one.getFirst().get(rung))));
            Path joined = media.join("joined" + r + ".mp4", parts);
            Path single =
                    media.join("single" + r + ".mp4", List.of(one.getFirst().get(rung)));
            media.decodeStrictly(joined);
            assertThat(media.framesSinceFirst(joined)).isEqualTo(expected).isEqualTo(media.framesSinceFirst(single));
            assertThat(worstPsnr(source, joined))
                    .as("each frame shows what the source's does")
                    .isGreaterThan(24);
        }
    }

    private List<Long> durations(List<EncodedRendition> parts) {
        return parts.stream().flatMap(p -> p.chunk().durations().stream()).toList();
    }

    private List<Long> expectedTicks(Path source, Timeline timeline) {
        return media.frameTimes(source).stream().map(timeline::ticks).toList();
    }

    /** The lowest similarity of any pair of frames, in decibels; a frame beside the right one gives about 15. */
    private double worstPsnr(Path source, Path encoded) {
        String log = media.ffmpeg(List.of(
                "-i",
                source.toString(),
                "-i",
                encoded.toString(),
                "-lavfi",
                "[1:v]scale=320:180,setpts=N[a];[0:v]setpts=N[b];[a][b]psnr=stats_file=-",
                "-f",
                "null",
                "-"));
        return log.lines()
                .filter(line -> line.contains("psnr_y:"))
                .map(line -> line.replaceAll(".*psnr_y:(\\S+).*", "$1"))
                .mapToDouble(value -> value.equals("inf") ? 100 : Double.parseDouble(value))
                .min()
                .orElseThrow();
    }
}
