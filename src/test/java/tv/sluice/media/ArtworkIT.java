package tv.sluice.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.sluice.cmaf.ObjectRegion;
import tv.sluice.cmaf.PicturePack;

/** Posters and thumbnails show what they should, in the right shape, and are made in good time. */
class ArtworkIT {
    @TempDir
    Path folder;

    private MediaFixture media;

    @BeforeEach
    void open() {
        media = new MediaFixture(folder);
    }

    @Test
    void thumbnailsShowTheirSecondAndThePosterIsNotBlack() throws Exception {
        // Black, then a picture whose brightness rises with time, then black.
        Path source = media.make(
                "film.mp4",
                "-f lavfi -i testsrc2=s=640x360:r=25:d=30,format=yuv420p,geq=lum='if(between(T,3,27),(lum(X,Y)-16)/8+T*7,16)':cb=128:cr=128"
                        + " -c:v libx264 -preset ultrafast -g 250");
        PicturePack pack = make(source);
        assertThat(pack.thumbnails()).hasSize(15);
        assertThat(pack.thumbnailWidth()).isEqualTo(320);
        assertThat(pack.thumbnailHeight()).isEqualTo(180);
        for (int i = 0; i < 15; i++) {
            PicturePack.Thumbnail thumbnail = pack.thumbnails().get(i);
            assertThat(thumbnail.time()).isCloseTo(2.0 * i, within(0.041));
            BufferedImage picture = read(pack.region(thumbnail));
            assertThat(picture.getWidth()).isEqualTo(320);
            double expected = i < 2 || i > 13 ? 0 : (14 + (2 * i) * 7 - 16) * 255 / 219.0;
            assertThat(brightness(picture)).as("at %d s", 2 * i).isCloseTo(expected, within(16.0));
        }
        BufferedImage poster = read(pack.poster());
        assertThat(poster.getWidth()).isEqualTo(pack.posterWidth()).isEqualTo(640);
        assertThat(poster.getHeight()).isEqualTo(pack.posterHeight()).isEqualTo(360);
        assertThat(brightness(poster)).isGreaterThan(30);
    }

    @Test
    void picturesOfALongFilmComeFromItsKeyframes() throws Exception {
        Path source = media.make(
                "long.mp4",
                "-f lavfi -i testsrc2=s=320x180:r=5:d=900 -c:v libx264 -preset ultrafast -g 25 -pix_fmt yuv420p");
        long start = System.nanoTime();
        PicturePack pack = make(source);
        assertThat(pack.thumbnails()).hasSizeBetween(170, 201);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(60));
        assertThat(pack.thumbnails().getLast().time()).isGreaterThan(890);
    }

    @Test
    void aLongFilmWithHardlyAKeyframeIsDecoded() throws Exception {
        Path source = media.make(
                "still.mp4",
                "-f lavfi -i testsrc2=s=160x90:r=5:d=150 -c:v libx264 -preset ultrafast -g 9999 -sc_threshold 0 -pix_fmt yuv420p");
        assertThat(make(source).thumbnails()).hasSize(75);
    }

    @Test
    void smallAndTallPicturesKeepTheirShape() throws Exception {
        Path small = media.make(
                "small.ts",
                "-f lavfi -i testsrc2=s=100x80:r=25:d=0.1 -c:v libx264 -pix_fmt yuv420p -output_ts_offset 700");
        PicturePack pack = make(small);
        assertThat(List.of(pack.thumbnailWidth(), pack.thumbnailHeight(), pack.posterWidth(), pack.posterHeight()))
                .containsExactly(100, 80, 100, 80);
        assertThat(pack.thumbnails()).hasSize(1);
        Path tall = media.make(
                "tall.mp4", "-f lavfi -i testsrc2=s=720x1280:r=5:d=1 -c:v libx264 -preset ultrafast -pix_fmt yuv420p");
        PicturePack upright = make(tall);
        assertThat(List.of(
                        upright.thumbnailWidth(),
                        upright.thumbnailHeight(),
                        upright.posterWidth(),
                        upright.posterHeight()))
                .containsExactly(320, 568, 720, 1280);
    }

    @Test
    void aSourceWithoutReliableTimes() throws Exception {
        Path source = media.make("old.avi", "-f lavfi -i testsrc2=s=160x120:r=25:d=9 -c:v mpeg4 -bf 2");
        assertThat(make(source).thumbnails()).hasSize(5);
    }

    @Test
    void theSampleClipIsAPictureWithSound() throws Exception {
        Path clip = folder.resolve("sample.mp4");
        new SampleClip(media.tool).make(clip);
        SourceInfo info = media.probe.probe(clip);
        assertThat(info.duration()).isCloseTo(12, within(0.05));
        assertThat(Objects.requireNonNull(info.video()))
                .extracting(VideoTrack::width, VideoTrack::height)
                .containsExactly(1280, 720);
        assertThat(Objects.requireNonNull(info.audio()).channels()).isEqualTo(2);
        PicturePack pack = make(clip);
        assertThat(brightness(read(pack.poster()))).isBetween(50.0, 200.0);
    }

    private PicturePack make(Path source) throws Exception {
        ChunkPlan plan = media.plan(source, 7);
        VideoTrack track = Objects.requireNonNull(media.probe.probe(source).video());
        PicturePack pack = media.artwork.make(
                new ArtworkRequest(media.upload(source), track, plan.timeline(), plan.duration(), false, "v/art"));
        assertThat(media.config.work()).isEmptyDirectory();
        return pack;
    }

    private BufferedImage read(ObjectRegion region) throws IOException {
        byte[] bytes = Files.readAllBytes(media.storage.path(region.key()));
        int from = (int) region.offset();
        byte[] picture = Arrays.copyOfRange(bytes, from, from + (int) region.length());
        assertThat(picture).startsWith(0xff, 0xd8).endsWith(0xff, 0xd9);
        return ImageIO.read(new ByteArrayInputStream(picture));
    }

    private static double brightness(BufferedImage picture) {
        double sum = 0;
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                int rgb = picture.getRGB(x, y);
                sum += 0.299 * (rgb >> 16 & 0xff) + 0.587 * (rgb >> 8 & 0xff) + 0.114 * (rgb & 0xff);
            }
        }
        return sum / picture.getWidth() / picture.getHeight();
    }
}
