package tv.sluice.cmaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FragmentRewriterTest {
    /** Every frame differs from every other. */
    private static final String PAINT = ",format=yuv420p,geq=lum='mod(X*3+Y*5+N*7\\,256)':cb=128:cr='mod(X+N\\,256)'";

    private static final String[] WITH_B_FRAMES = {"-x264-params", "bframes=3:b-adapt=0:b-pyramid=normal:keyint=600"};

    @TempDir
    private Path folder;

    @Test
    void chunksAtABroadcastRateJoinExactly() throws IOException {
        ChunkedEncode encode =
                new ChunkedEncode(folder, "color=s=64x48:r=30000/1001" + PAINT, 30000, 131, "ntsc", WITH_B_FRAMES);

        assertThat(encode.tracks).hasSize(3);
        assertJoined(encode);
        assertThat(encode.tracks.getFirst().segments())
                .extracting(RewrittenTrack.Segment::start)
                .containsExactly(0L, 30030L);
        assertThat(encode.tracks.get(1).start()).isEqualTo(60060);
    }

    @Test
    void chunksAtAWholeRateJoinExactly() throws IOException {
        ChunkedEncode encode =
                new ChunkedEncode(folder, "color=s=64x48:r=25" + PAINT, 12800, 110, "pal", WITH_B_FRAMES);

        assertThat(encode.tracks).hasSize(3);
        assertJoined(encode);
        assertThat(encode.tracks.getLast().end()).isEqualTo(110 * 512);
    }

    @Test
    void chunksOfAVariableRateJoinExactly() throws IOException {
        // Frames are missing, the rest come up to 8 ms late.
        String graph = "color=s=64x48:r=30" + PAINT
                + ",select='not(between(mod(n\\,11)\\,3\\,4))',settb=1/90000,setpts='PTS+mod(N*211\\,720)*gt(N\\,0)'";

        ChunkedEncode encode = new ChunkedEncode(folder, graph, 90000, 101, "phone", WITH_B_FRAMES);

        assertThat(encode.source)
                .extracting(Ffmpeg.Frame::pts)
                .as("a variable rate")
                .satisfies(times ->
                        assertThat(deltas(times).stream().distinct().count()).isGreaterThan(3));
        assertJoined(encode);
    }

    @Test
    void longStandstillsKeepTheirPlace() throws IOException {
        // A slide show: some seconds begin no segment, and reordering goes beyond the room the edit list gives.
        String graph = "color=s=64x48:r=4" + PAINT + ",select='not(between(mod(n\\,20)\\,9\\,16))'";

        ChunkedEncode encode = new ChunkedEncode(folder, graph, 10240, 40, "slides", WITH_B_FRAMES);

        assertThat(Boxes.smallestCompositionOffset(encode.joined)).isNegative();
        assertThat(encode.tracks)
                .flatExtracting(RewrittenTrack::segments)
                .extracting(RewrittenTrack.Segment::duration)
                .contains(23040L)
                .hasSizeLessThan(16);
        assertJoined(encode);
    }

    @Test
    void extraKeyframesStayInsideTheirSegment() throws IOException {
        ChunkedEncode encode = new ChunkedEncode(
                folder, "color=s=64x48:r=25" + PAINT, 12800, 100, "dense", "-x264-params", "bframes=2:keyint=7");

        assertJoined(encode);
        assertThat(encode.tracks).flatExtracting(RewrittenTrack::segments).hasSize(4);
        long keyframes = Ffmpeg.probe(encode.joined, "packet=flags").stream()
                .filter(flags -> flags[0].startsWith("K"))
                .count();
        assertThat(keyframes).isGreaterThan(12);
    }

    @Test
    void tellsWhatTheTrackIs() throws IOException {
        ChunkedEncode encode = new ChunkedEncode(
                folder, "color=s=64x48:r=25" + PAINT, 12800, 10, "format", "-profile:v", "high", "-level", "3.1");

        assertThat(encode.tracks.getFirst().format())
                .isEqualTo(new TrackFormat(Rendition.Kind.VIDEO, "avc1.64001F", 12800, 64, 48, 0, 0, "und", 0));
    }

    @Test
    void multipliesATimescale() throws IOException {
        Path file = encode("-r", "25");

        RewrittenTrack track = rewrite(file, grid(1 << 20), new Placement.Shift(0), OptionalInt.of(25 * 12800));

        assertThat(track.end()).isEqualTo(2 * 25 * 12800);
        assertThat(track.format().timescale()).isEqualTo(25 * 12800);
    }

    @Test
    void refusesATimescaleThatWouldRound() {
        Path file = encode("-r", "25", "-video_track_timescale", "12800");

        assertReason(
                Mp4Exception.Reason.INEXACT_TIME,
                () -> rewrite(file, grid(4), new Placement.Shift(0), OptionalInt.of(90001)));
    }

    @Test
    void refusesAFrameShownOutsideItsSegment() {
        Path file = encode("-x264-params", "open-gop=1:keyint=12:min-keyint=12:bframes=3:b-adapt=0:scenecut=0");

        assertReason(
                Mp4Exception.Reason.OPEN_GOP,
                () -> rewrite(
                        file, new CutPoints.Times(List.of(6144L)), new Placement.StartAt(0), OptionalInt.empty()));
    }

    @Test
    void refusesACutWithoutAKeyframe() {
        Path file = encode("-x264-params", "keyint=600:bframes=0");

        assertReason(
                Mp4Exception.Reason.KEYFRAME_MISSING,
                () -> rewrite(file, grid(12800), new Placement.StartAt(0), OptionalInt.empty()));
    }

    @Test
    void refusesAnEndBeforeTheLastFrame() {
        Path file = encode("-x264-params", "bframes=0");

        assertReason(
                Mp4Exception.Reason.OPEN_GOP,
                () -> ChunkedEncode.rewrite(
                        file,
                        folder.resolve("out"),
                        new CutOrder(
                                grid(1 << 20),
                                new Placement.StartAt(0),
                                OptionalLong.of(12800),
                                0,
                                OptionalInt.empty())));
    }

    @Test
    void refusesAFrameBeforeZero() {
        Path file = encode("-x264-params", "bframes=0");

        assertReason(
                Mp4Exception.Reason.BEFORE_ZERO,
                () -> rewrite(file, grid(1 << 20), new Placement.Shift(-1), OptionalInt.empty()));
    }

    @Test
    void refusesTwoTracks() {
        Path file = folder.resolve("two.mp4");
        Ffmpeg.run(List.of(
                "-f",
                "lavfi",
                "-i",
                "color=s=64x48:d=1",
                "-f",
                "lavfi",
                "-i",
                "sine=d=1",
                "-movflags",
                ChunkedEncode.CMAF,
                file.toString()));

        assertReason(
                Mp4Exception.Reason.UNSUPPORTED,
                () -> rewrite(file, grid(1 << 20), new Placement.Shift(0), OptionalInt.empty()));
    }

    @Test
    void refusesAFileWithoutFragments() {
        Path file = folder.resolve("progressive.mp4");
        Ffmpeg.run(List.of("-f", "lavfi", "-i", "color=s=64x48:d=1", file.toString()));

        assertReason(
                Mp4Exception.Reason.UNSUPPORTED,
                () -> rewrite(file, grid(1 << 20), new Placement.Shift(0), OptionalInt.empty()));
    }

    @Test
    void initialisationSegmentsOfOtherEncodersDiffer() throws IOException {
        RewrittenTrack one = rewrite(
                encode("-x264-params", "bframes=0"), grid(1 << 20), new Placement.StartAt(0), OptionalInt.empty());
        RewrittenTrack other =
                rewrite(encode("-profile:v", "baseline"), grid(1 << 20), new Placement.StartAt(0), OptionalInt.empty());

        assertReason(Mp4Exception.Reason.INIT_DIFFERS, () -> one.init().requireSame(other.init()));
    }

    private static void assertJoined(ChunkedEncode encode) throws IOException {
        for (RewrittenTrack track : encode.tracks) {
            encode.tracks.getFirst().init().requireSame(track.init());
        }
        List<Long> expected = encode.source.stream().map(Ffmpeg.Frame::pts).toList();
        // An independent reader of our own boxes, exact for any frame.
        assertThat(Boxes.presentationTimes(encode.joined)).isEqualTo(expected);
        // FFmpeg decodes all of it without a complaint, and to the pictures the encoder's own files hold.
        List<Ffmpeg.Frame> decoded = Ffmpeg.frames(encode.timescale, "-i", encode.joined.toString());
        assertThat(decoded).extracting(Ffmpeg.Frame::md5).isEqualTo(encode.encoded);
        // Its reader moves a whole track that has negative composition offsets.
        if (Boxes.smallestCompositionOffset(encode.joined) >= 0) {
            assertThat(decoded).extracting(Ffmpeg.Frame::pts).isEqualTo(expected);
            List<String[]> frames = Ffmpeg.probe(encode.joined, "frame=pts");
            assertThat(frames).extracting(f -> Long.parseLong(f[0])).isEqualTo(expected);
        }
        assertDecodingTimesTouch(encode, expected);
    }

    /** Neither gap nor overlap: each sample's decoding time is where the one before ended. */
    private static void assertDecodingTimesTouch(ChunkedEncode encode, List<Long> expected) {
        List<Boxes.Sample> samples = Boxes.samples(encode.joined);
        assertThat(samples).extracting(Boxes.Sample::dts).isEqualTo(expected);
        for (int i = 1; i < samples.size(); i++) {
            Boxes.Sample before = samples.get(i - 1);
            assertThat(before.dts() + before.duration())
                    .isEqualTo(samples.get(i).dts());
        }
        List<RewrittenTrack.Segment> segments = encode.tracks.stream()
                .flatMap(track -> track.segments().stream())
                .toList();
        for (int i = 1; i < segments.size(); i++) {
            RewrittenTrack.Segment before = segments.get(i - 1);
            assertThat(before.start() + before.duration())
                    .isEqualTo(segments.get(i).start());
        }
        assertThat(segments).allMatch(s -> s.lastFrame() < s.start() + s.duration());
    }

    private static List<Long> deltas(List<? extends Long> times) {
        List<Long> deltas = new ArrayList<>();
        for (int i = 1; i < times.size(); i++) {
            deltas.add(times.get(i) - times.get(i - 1));
        }
        return deltas;
    }

    private Path encode(String... encoder) {
        Path file = folder.resolve("encode" + String.join("", encoder).hashCode() + ".mp4");
        List<String> arguments = new ArrayList<>(List.of("-f", "lavfi", "-i", "testsrc2=s=64x48:r=25:d=2"));
        arguments.addAll(List.of("-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p"));
        arguments.addAll(List.of(encoder));
        arguments.addAll(List.of("-movflags", ChunkedEncode.CMAF, file.toString()));
        Ffmpeg.run(arguments);
        return file;
    }

    private RewrittenTrack rewrite(Path file, CutPoints points, Placement placement, OptionalInt timescale)
            throws IOException {
        return ChunkedEncode.rewrite(
                file, folder.resolve("out"), new CutOrder(points, placement, OptionalLong.empty(), 0, timescale));
    }

    private static CutPoints grid(long step) {
        return new CutPoints.Grid(step);
    }

    private static void assertReason(
            Mp4Exception.Reason reason, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Mp4Exception.class,
                        e -> assertThat(e.reason()).as(e.getMessage()).isEqualTo(reason));
    }
}
