package tv.sluice.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.sluice.cmaf.Rendition;

/** Sound starts at presentation zero to the sample, whatever the source's clocks say, and is as long as it was. */
class AudioIT {
    private static final int RATE = 48_000;
    /** A click of one sample is smeared over a few by the codec. */
    private static final int SMEAR = 3;

    private static final String CLICKS =
            "aevalsrc=exprs='if(eq(mod(n\\,48000)\\,24000)\\,0.9\\,0)':s=48000:d=%d:n=1000";
    private static final String PICTURE = "testsrc2=s=160x120:r=25:d=9";

    @TempDir
    Path folder;

    private MediaFixture media;

    @BeforeEach
    void open() {
        media = new MediaFixture(folder);
    }

    @Test
    void soundThatStartsWithThePictureIsKeptToTheSample() throws Exception {
        Path source = media.make("together.mov", lavfi(PICTURE, CLICKS.formatted(9)) + "-c:v libx264 -c:a pcm_s16le");
        ShortBuffer sound = encode(source, true);
        assertThat(sound.limit()).isEqualTo(9 * RATE);
        assertThat(clicks(sound)).hasSize(9);
        assertThat(clicks(sound).getFirst()).isCloseTo(24_000, within(SMEAR));
        assertThat(clicks(sound).getLast()).isCloseTo(24_000 + 8 * RATE, within(SMEAR));
    }

    @Test
    void soundThatStartsLaterIsPrecededBySilence() throws Exception {
        Path source = media.make(
                "later.mov",
                "-f lavfi -i " + PICTURE + " -itsoffset 0.75 -f lavfi -i " + CLICKS.formatted(8)
                        + " -c:v libx264 -c:a pcm_s16le");
        ShortBuffer sound = encode(source, true);
        assertThat(sound.limit()).isEqualTo(8 * RATE + 36_000);
        assertThat(clicks(sound).getFirst()).isCloseTo(24_000 + 36_000, within(SMEAR));
    }

    @Test
    void soundFromBeforeThePictureIsLeftOut() throws Exception {
        Path source = media.make(
                "earlier.mkv",
                "-itsoffset 0.8 -f lavfi -i " + PICTURE + " -f lavfi -i " + CLICKS.formatted(9)
                        + " -c:v libx264 -bf 0 -c:a pcm_s16le");
        ShortBuffer sound = encode(source, true);
        assertThat(sound.limit()).isEqualTo(9 * RATE - 38_400);
        assertThat(clicks(sound).getFirst()).isCloseTo(24_000 + RATE - 38_400, within(SMEAR));
    }

    @Test
    void aHoleInTheSoundIsFilledWithSilence() throws Exception {
        Path whole = media.make("whole.mkv", lavfi(PICTURE, CLICKS.formatted(9)) + "-c:v libx264 -c:a pcm_s16le");
        Path holed =
                media.make("holed.mkv", "-i " + whole + " -c copy -bsf:a noise=drop=gt(pts\\,3000)*lt(pts\\,5000)");
        List<Integer> clicks = clicks(encode(holed, true));
        assertThat(clicks).hasSize(7);
        assertThat(clicks.getFirst()).isCloseTo(24_000, within(SMEAR));
        assertThat(clicks.getLast()).isCloseTo(24_000 + 8 * RATE, within(100));
    }

    @Test
    void soundThatChangesItsChannelsOnTheWayStaysInTime() throws Exception {
        String options = " -c:a ac3 -b:a 448k";
        Path one = media.make("one.ts", lavfi(PICTURE, CLICKS.formatted(9)) + "-t 4 -ac 2" + options);
        Path two = media.make(
                "two.ts", lavfi(PICTURE, CLICKS.formatted(9)) + "-t 5 -ac 6" + options + " -output_ts_offset 4");
        Path both = folder.resolve("both.ts");
        Files.write(both, Files.readAllBytes(one));
        Files.write(both, Files.readAllBytes(two), StandardOpenOption.APPEND);
        ShortBuffer sound = encode(both, true);
        assertThat(sound.limit()).isCloseTo(9 * RATE, within(4000));
        assertThat(loudest(sound, 0, RATE)).isCloseTo(24_000, within(600));
        assertThat(loudest(sound, 7 * RATE, 8 * RATE)).isCloseTo(24_000 + 7 * RATE, within(600));
    }

    private static int loudest(ShortBuffer sound, int from, int to) {
        int loudest = from;
        for (int i = from; i < to; i++) {
            if (Math.abs(sound.get(i)) > Math.abs(sound.get(loudest))) {
                loudest = i;
            }
        }
        return loudest;
    }

    @Test
    void soundAloneStartsWithItsFirstSample() throws Exception {
        Path source = media.make("alone.wav", "-f lavfi -i " + CLICKS.formatted(9));
        assertThat(media.probe.probe(source).video()).isNull();
        ShortBuffer sound = encode(source, false);
        assertThat(sound.limit()).isEqualTo(9 * RATE);
        assertThat(clicks(sound).getFirst()).isCloseTo(24_000, within(SMEAR));
    }

    @Test
    void theDelayOfTheSourcesOwnCodecIsTakenOff() throws Exception {
        Path source = media.make("aac.mp4", lavfi(PICTURE, CLICKS.formatted(9)) + "-c:v libx264 -c:a aac -b:a 256k");
        assertThat(clicks(encode(source, true)).getFirst()).isCloseTo(24_000, within(SMEAR));
    }

    @Test
    void channelsAndSampleRatesBecomeOnesThatEveryPlayerKnows() throws Exception {
        Path surround = media.make(
                "surround.mkv",
                "-f lavfi -i sine=d=5:r=96000 -af pan=5.1|c0=c0|c1=c0|c2=c0|c3=c0|c4=c0|c5=c0 -c:a flac");
        Path mono = media.make("mono.m4a", "-f lavfi -i sine=d=5:r=44100 -ac 1 -c:a aac");
        Path telephone = media.make("telephone.wav", "-f lavfi -i sine=d=5:r=8000 -ac 1");
        assertThat(rendition(surround))
                .extracting(r -> r.format().channels() + "/" + r.format().sampleRate())
                .isEqualTo("2/48000");
        assertThat(rendition(mono))
                .extracting(r -> r.format().channels() + "/" + r.format().sampleRate())
                .isEqualTo("1/44100");
        assertThat(rendition(telephone))
                .extracting(r -> r.format().channels() + "/" + r.format().sampleRate())
                .isEqualTo("1/48000");
    }

    private static String lavfi(String picture, String sound) {
        return "-f lavfi -i " + picture + " -f lavfi -i " + sound + " ";
    }

    private EncodedRendition rendition(Path source) throws Exception {
        return rendition(source, null);
    }

    private EncodedRendition rendition(Path source, @Nullable Timeline timeline) throws Exception {
        SourceInfo info = media.probe.probe(source);
        AudioTrack track = Objects.requireNonNull(info.audio());
        AudioRequest request = new AudioRequest(
                media.upload(source),
                track,
                timeline,
                info.duration(),
                MediaFixture.SEGMENT,
                "a",
                128_000,
                false,
                "v/audio");
        EncodedRendition rendition = media.encoder.encodeAudio(request, part -> {});
        assertThat(rendition.format().kind()).isEqualTo(Rendition.Kind.AUDIO);
        assertThat(rendition.format().codecs()).isEqualTo("mp4a.40.2");
        return rendition;
    }

    /** Encodes the sound, checks its segments and decodes it again. */
    private ShortBuffer encode(Path source, boolean withPicture) throws Exception {
        Timeline timeline = withPicture ? media.plan(source, 7).timeline() : null;
        EncodedRendition rendition = rendition(source, timeline);
        List<Long> durations = rendition.chunk().durations();
        assertThat(durations).hasSize(3);
        // Cut at the first packet of 1024 samples from each multiple of 4 s on.
        assertThat(durations.getFirst()).isBetween(4L * RATE, 4L * RATE + 1024);
        Path joined = media.join("joined.mp4", List.of(rendition));
        media.decodeStrictly(joined);
        Path raw = media.make("sound.raw", "-i " + joined + " -ac 1 -f s16le");
        ShortBuffer sound = ByteBuffer.wrap(Files.readAllBytes(raw))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asShortBuffer();
        int length = (int) durations.stream().mapToLong(Long::longValue).sum();
        // FFmpeg decodes the last packet whole; the table knows where in it the sound ends.
        assertThat(sound.limit()).isBetween(length, length + 1023);
        return sound.limit(length);
    }

    /** Where the loudest sample of each click is. */
    private static List<Integer> clicks(ShortBuffer sound) {
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < sound.limit(); i++) {
            if (Math.abs(sound.get(i)) > 8000) {
                int loudest = i;
                int end = Math.min(sound.limit(), i + 2000);
                for (int j = i; j < end; j++) {
                    if (Math.abs(sound.get(j)) > Math.abs(sound.get(loudest))) {
                        loudest = j;
                    }
                }
                found.add(loudest);
                i = end;
            }
        }
        return found;
    }
}
