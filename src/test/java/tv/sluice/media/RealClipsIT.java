package tv.sluice.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tv.sluice.cmaf.PicturePack;

/** Films from real cameras and studios, where they are at hand: picture, sound and artwork come out whole. */
class RealClipsIT {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "bbb480p30s.mp4, 720, 6",
        "mdn_flower_cc0.mp4, 0, 2",
        "mdn_flower_cc0.webm, 150, 2",
        "mdn_friday_cc0.mp4, 0, 2",
        "mdn_rabbit.mp4, 0, 2",
        "mdn_water.mp4, 0, 1"
    })
    void wholePicturesAndSound(String name, int frames, int channels) throws Exception {
        Optional<Path> clip = MediaFixture.realClip(name);
        assumeTrue(clip.isPresent(), "no folder of real clips beside the project");
        Path source = clip.get();
        MediaFixture media = new MediaFixture(folder);
        SourceInfo info = media.probe.probe(source);
        assertThat(Objects.requireNonNull(info.audio()).channels()).isEqualTo(channels);
        ChunkPlan plan = media.plan(source, 2);
        assertThat(plan.timeline().regenerated()).isFalse();
        assertThat(plan.duration()).isCloseTo(info.duration(), within(0.3));

        List<EncodedRendition> chunks =
                media.encode(source, plan, List.of(MediaFixture.rung("v", 320, 180)), "v/clip").stream()
                        .map(List::getFirst)
                        .toList();
        Path film = media.join("film.mp4", chunks);
        media.decodeStrictly(film);
        List<Long> shown = media.frameTimes(source);
        assertThat(media.framesSinceFirst(film))
                .isEqualTo(shown.stream().map(plan.timeline()::ticks).toList());
        assertThat(shown).hasSizeGreaterThanOrEqualTo(frames);

        AudioTrack track = Objects.requireNonNull(info.audio());
        EncodedRendition sound = media.encoder.encodeAudio(
                new AudioRequest(
                        media.upload(source),
                        track,
                        plan.timeline(),
                        plan.duration(),
                        MediaFixture.SEGMENT,
                        "a",
                        128_000,
                        false,
                        "v/clip"),
                part -> {});
        media.decodeStrictly(media.join("sound.mp4", List.of(sound)));
        double seconds =
                sound.chunk().durations().stream().mapToLong(Long::longValue).sum()
                        / (double) sound.format().timescale();
        assertThat(seconds).isCloseTo(info.duration(), within(0.3));

        PicturePack pack = media.artwork.make(new ArtworkRequest(
                media.upload(source),
                Objects.requireNonNull(info.video()),
                plan.timeline(),
                plan.duration(),
                false,
                "v/clip"));
        assertThat(pack.thumbnails()).hasSize((int) Math.ceil(plan.duration() / 2 - 1e-6));
        assertThat(pack.poster().length()).isGreaterThan(3000);
    }
}
