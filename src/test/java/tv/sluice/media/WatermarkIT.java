package tv.sluice.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.IntToDoubleFunction;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tv.sluice.cmaf.PicturePack;

/** Videos of the test environment: the word TEST in every size and picture, and nothing beyond the first seconds. */
class WatermarkIT {
    private static final String[] WORD = {
        "###.###.###.###", ".#..#...#....#.", ".#..##..###..#.", ".#..#.....#..#.", ".#..###.###..#."
    };
    private static final Duration MOST = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"1280x720, white", "720x1280, black", "640x360, gray"})
    void everySizeAndPictureCarriesTheWord(String size, String color) throws Exception {
        MediaFixture media = new MediaFixture(folder);
        Path source = media.make(
                "plain.mp4",
                "-f lavfi -i color=c=" + color + ":s=" + size
                        + ":r=25:d=4 -c:v libx264 -preset ultrafast -pix_fmt yuv420p");
        VideoTrack track = Objects.requireNonNull(media.probe.probe(source).video());
        ChunkPlan plan = media.plan(source, 7);
        List<VideoRung> rungs = List.of(
                new VideoRung("small", even(track.width() / 3), even(track.height() / 3), 23, 600_000, 1_200_000),
                new VideoRung("large", track.width(), track.height(), 23, 3_000_000, 6_000_000));
        String key = media.upload(source);
        List<EncodedRendition> encoded = media.encoder.encodeChunk(
                new VideoRequest(
                        key,
                        track,
                        plan.timeline(),
                        plan.chunks().getFirst(),
                        MediaFixture.SEGMENT,
                        rungs,
                        true,
                        "v/mark"),
                part -> {});
        for (EncodedRendition each : encoded) {
            Path joined = media.join("rendition.mp4", List.of(each));
            Path picture = folder.resolve("frame.png");
            media.ffmpeg(List.of("-i", joined.toString(), "-frames:v", "1", picture.toString()));
            assertReads(Files.readAllBytes(picture), side -> side / 40.0);
        }

        PicturePack pack = media.artwork.make(
                new ArtworkRequest(key, track, plan.timeline(), plan.duration(), true, "v/mark-pictures"));
        byte[] pictures = media.storage.read(pack.key(), 10 << 20).orElseThrow();
        assertReads(
                Arrays.copyOfRange(pictures, (int) pack.poster().offset(), (int)
                        (pack.poster().offset() + pack.poster().length())),
                side -> side / 40);
        PicturePack.Thumbnail first = pack.thumbnails().getFirst();
        assertReads(
                Arrays.copyOfRange(pictures, (int) first.offset(), (int) (first.offset() + first.length())),
                side -> side / 40);
    }

    /** The cells of the letters are lighter than the paper around them. @param cellOfSide size of a cell by the shorter side */
    private static void assertReads(byte[] file, IntToDoubleFunction cellOfSide) throws Exception {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(file));
        double cell = cellOfSide.applyAsDouble(Math.min(image.getWidth(), image.getHeight()));
        double left = image.getWidth() / 2.0 - WORD[0].length() * cell / 2;
        double top = image.getHeight() / 2.0 - WORD.length * cell / 2;
        StringBuilder read = new StringBuilder();
        double paper = luma(image, left - cell / 2, top - cell / 2);
        for (int row = 0; row < WORD.length; row++) {
            for (int column = 0; column < WORD[0].length(); column++) {
                double here = luma(image, left + (column + 0.5) * cell, top + (row + 0.5) * cell);
                read.append(here > paper + 40 ? '#' : '.');
            }
            read.append('\n');
        }
        assertThat(read.toString().strip()).isEqualTo(String.join("\n", WORD));
    }

    private static double luma(BufferedImage image, double x, double y) {
        int rgb = image.getRGB((int) x, (int) y);
        return 0.299 * (rgb >> 16 & 255) + 0.587 * (rgb >> 8 & 255) + 0.114 * (rgb & 255);
    }

    @Test
    void nothingLiesBeyondTheFirstSeconds() throws Exception {
        MediaFixture media = new MediaFixture(folder);
        Path source = media.make(
                "long.mp4",
                "-f lavfi -i testsrc2=s=320x240:r=25:d=40 -f lavfi -i sine=d=40"
                        + " -c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a aac");
        SourceInfo info = media.probe.probe(source);
        ChunkPlan plan = ChunkPlan.of(media.probe.frames(source, info), info, MediaFixture.SEGMENT, 7, MOST);
        assertThat(plan.duration()).isEqualTo(10, within(0.001));
        assertThat(plan.chunks()).hasSize(1);
        assertThat(plan.chunks().getFirst().frames()).isEqualTo(250);

        String key = media.upload(source);
        VideoTrack track = Objects.requireNonNull(info.video());
        List<VideoRung> rungs = List.of(new VideoRung("v", 320, 240, 23, 600_000, 1_200_000));
        EncodedRendition picture = media.encoder
                .encodeChunk(
                        new VideoRequest(
                                key,
                                track,
                                plan.timeline(),
                                plan.chunks().getFirst(),
                                MediaFixture.SEGMENT,
                                rungs,
                                true,
                                "v/cut"),
                        part -> {})
                .getFirst();
        assertThat(seconds(picture)).isEqualTo(10, within(0.05));
        EncodedRendition sound = media.encoder.encodeAudio(
                new AudioRequest(
                        key,
                        Objects.requireNonNull(info.audio()),
                        plan.timeline(),
                        plan.duration(),
                        MediaFixture.SEGMENT,
                        "a",
                        128_000,
                        true,
                        "v/cut-sound"),
                part -> {});
        assertThat(seconds(sound)).isEqualTo(10, within(0.1));
        PicturePack pack = media.artwork.make(
                new ArtworkRequest(key, track, plan.timeline(), plan.duration(), true, "v/cut-pictures"));
        assertThat(pack.thumbnails()).hasSize(5);
    }

    private static double seconds(EncodedRendition rendition) {
        return rendition.chunk().durations().stream().mapToLong(Long::longValue).sum()
                / (double) rendition.format().timescale();
    }

    private static int even(int length) {
        return length / 2 * 2;
    }
}
