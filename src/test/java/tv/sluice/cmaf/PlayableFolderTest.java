package tv.sluice.cmaf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two rungs and sound, laid out as delivery serves them and read by somebody else's HLS and DASH clients. */
class PlayableFolderTest {
    private static final String GRAPH = "testsrc2=s=128x96:r=25";
    private static final int FRAMES = 225;

    @TempDir
    private Path folder;

    @Test
    void playsThroughHlsAndDash() throws IOException {
        List<Rendition> renditions = new ArrayList<>();
        renditions.add(picture("v96", 128, 96));
        renditions.add(picture("v48", 64, 48));
        renditions.add(sound());
        Descriptor video = new Descriptor(1, "vid_1", "ten_1", "job_1", true, 9, renditions, null);
        Files.writeString(folder.resolve("index.m3u8"), HlsWriter.multivariant(video, ""));
        for (Rendition rendition : renditions) {
            Files.writeString(
                    folder.resolve(rendition.id()).resolve("index.m3u8"),
                    HlsWriter.media(SegmentTable.of(rendition), true));
        }
        Files.writeString(folder.resolve("manifest.mpd"), DashWriter.manifest(video, "", Instant.EPOCH, Instant.EPOCH));

        for (String entry : List.of("index.m3u8", "manifest.mpd")) {
            Path file = folder.resolve(entry);
            Ffmpeg.run(List.of("-i", file.toString(), "-map", "0", "-f", "null", "-"));
            // These readers count the priming, which is 1024 samples before zero, as sound.
            assertThat(Ffmpeg.probe(file, "stream=codec_type,width,start_time"))
                    .extracting(cells -> String.join(" ", cells))
                    .containsOnly("video 128 0.000000", "video 64 0.000000", "audio -0.021333");
            Map<String, List<Double>> pictures = Ffmpeg.probe(file, "frame=media_type,stream_index,pts_time").stream()
                    .filter(cells -> cells[0].equals("video"))
                    .collect(Collectors.groupingBy(
                            cells -> cells[1],
                            Collectors.mapping(cells -> Double.parseDouble(cells[2]), Collectors.toList())));
            assertThat(pictures.values())
                    .hasSize(2)
                    .allSatisfy(times -> assertThat(times)
                            .isEqualTo(IntStream.range(0, FRAMES)
                                    .mapToObj(n -> n / 25.0)
                                    .toList()));
        }
        assertThat(renditions.get(0).chunks().getFirst().durations())
                .as("rungs are cut at the same times")
                .isEqualTo(renditions.get(1).chunks().getFirst().durations());
    }

    private Rendition picture(String id, int width, int height) throws IOException {
        Path file = folder.resolve(id + ".mp4");
        Ffmpeg.run(List.of(
                "-f",
                "lavfi",
                "-i",
                GRAPH,
                "-frames:v",
                Integer.toString(FRAMES),
                "-vf",
                "scale=" + width + ":" + height,
                "-c:v",
                "libx264",
                "-preset",
                "veryfast",
                "-pix_fmt",
                "yuv420p",
                "-bf",
                "3",
                "-g",
                "300",
                "-force_key_frames",
                "expr:gte(t,n_forced*4)",
                "-movflags",
                ChunkedEncode.CMAF,
                file.toString()));
        return publish(id, file, 4 * 12800);
    }

    private Rendition sound() throws IOException {
        Path file = folder.resolve("a.mp4");
        Ffmpeg.run(List.of(
                "-f",
                "lavfi",
                "-i",
                "sine=d=9:r=48000",
                "-c:a",
                "aac",
                "-movflags",
                "+cmaf+delay_moov",
                "-frag_duration",
                "4000000",
                file.toString()));
        return publish("a", file, 4 * 48000);
    }

    private Rendition publish(String id, Path encoded, long grid) throws IOException {
        Path target = Files.createDirectory(folder.resolve(id));
        Path chunk = folder.resolve(id + ".chunk");
        RewrittenTrack track = ChunkedEncode.rewrite(
                encoded,
                chunk,
                new CutOrder(
                        new CutPoints.Grid(grid),
                        new Placement.Shift(0),
                        OptionalLong.empty(),
                        0,
                        OptionalInt.empty()));
        Files.write(target.resolve("init.mp4"), track.init().bytes());
        TrackFormat format = track.format();
        Rendition rendition = new Rendition(
                id,
                format.kind(),
                format.codecs(),
                format.timescale(),
                format.width(),
                format.height(),
                format.width() > 0 ? 25 : 0,
                format.channels(),
                format.sampleRate(),
                null,
                new ObjectRegion("init", 0, track.init().length()),
                List.of(track.toChunkObject("chunk", 0)));
        SegmentTable table = SegmentTable.of(rendition);
        byte[] bytes = Files.readAllBytes(chunk);
        for (int number = 0; number < table.size(); number++) {
            ObjectRegion region = table.region(number);
            int from = (int) region.offset();
            Files.write(
                    target.resolve(number + ".m4s"),
                    java.util.Arrays.copyOfRange(bytes, from, from + (int) region.length()));
        }
        return rendition;
    }
}
