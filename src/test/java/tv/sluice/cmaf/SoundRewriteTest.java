package tv.sluice.cmaf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SoundRewriteTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"48000, mono, 1", "44100, stereo, 2"})
    void decodesToTheSameSamplesAsTheEncodersOwnFile(int rate, String layout, int channels) throws IOException {
        Path encoded = encode(rate, layout, 5);
        Path joined = folder.resolve("joined.mp4");

        RewrittenTrack track = join(encoded, joined, rate);

        assertThat(track.format())
                .isEqualTo(new TrackFormat(Rendition.Kind.AUDIO, "mp4a.40.2", rate, 0, 0, channels, rate, "und", 1024));
        assertThat(decode(joined)).isEqualTo(decode(encoded));
        assertThat(track.start()).isZero();
        assertThat(track.end()).isEqualTo(5L * rate);
    }

    @Test
    void startsWhereTheSourceDid() throws IOException {
        Path joined = folder.resolve("joined.mp4");
        join(encode(48000, "mono", 3), joined, 48000);

        ShortBuffer samples =
                ByteBuffer.wrap(decode(joined)).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
        int onset = 0;
        while (Math.abs(samples.get(onset)) < 4000) {
            onset++;
        }

        // The source is silent for a second; an unhidden priming would add 1024 samples.
        assertThat(onset).isBetween(48000 - 200, 48000 + 200);
        assertThat(Ffmpeg.probe(joined, "stream=start_pts").getFirst()).containsExactly("0");
    }

    @Test
    void cutsAtTheFirstPacketFromEachPointOn() throws IOException {
        Path joined = folder.resolve("joined.mp4");

        RewrittenTrack track = join(encode(48000, "mono", 5), joined, 48000);

        assertThat(track.segments())
                .extracting(RewrittenTrack.Segment::start)
                .containsExactly(0L, 47 * 1024L, 94 * 1024L, 141 * 1024L, 188 * 1024L);
        List<Boxes.Sample> packets = Boxes.samples(joined);
        assertThat(packets.getFirst().dts()).isZero();
        assertThat(Boxes.mediaTime(joined)).isEqualTo(1024);
        for (int i = 1; i < packets.size(); i++) {
            Boxes.Sample before = packets.get(i - 1);
            assertThat(before.dts() + before.duration())
                    .isEqualTo(packets.get(i).dts());
        }
        assertThat(packets).allMatch(Boxes.Sample::sync);
        assertThat(packets).hasSize((int) track.sampleCount());
    }

    @Test
    void aTenthOfASecondIsOneSegment() throws IOException {
        Path joined = folder.resolve("joined.mp4");

        RewrittenTrack track = join(encode(48000, "mono", 0.1), joined, 48000);

        assertThat(track.segments()).hasSize(1);
        assertThat(track.end()).isEqualTo(4800);
        assertThat(track.toChunkObject("k", 7).durations()).containsExactly(4800L);
    }

    /** A second of silence, then a tone. */
    private Path encode(int rate, String layout, double seconds) {
        Path file = folder.resolve("encoded.mp4");
        String tone = "if(gte(n\\,s)\\,0.5*sin(2*PI*440*t)\\,0)".replace("gte(n\\,s)", "gte(n\\," + rate + ")");
        String both = layout.equals("stereo") ? tone + "|" + tone : tone;
        Ffmpeg.run(List.of(
                "-f",
                "lavfi",
                "-i",
                "aevalsrc='" + both + "':s=" + rate + ":d=" + seconds,
                "-c:a",
                "aac",
                "-b:a",
                "96k",
                "-frag_duration",
                "1000000",
                "-movflags",
                "+cmaf+delay_moov",
                file.toString()));
        return file;
    }

    private RewrittenTrack join(Path encoded, Path joined, long grid) throws IOException {
        Path segments = folder.resolve("segments");
        RewrittenTrack track = ChunkedEncode.rewrite(
                encoded,
                segments,
                new CutOrder(
                        new CutPoints.Grid(grid),
                        new Placement.Shift(0),
                        OptionalLong.empty(),
                        0,
                        OptionalInt.empty()));
        Files.write(joined, track.init().bytes());
        Files.write(joined, Files.readAllBytes(segments), StandardOpenOption.APPEND);
        return track;
    }

    private static byte[] decode(Path file) {
        return Ffmpeg.run(List.of("-i", file.toString(), "-f", "s16le", "-"));
    }
}
