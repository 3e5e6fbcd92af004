package tv.sluice.cmaf;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites an encoder's fragmented MP4 file of one track into CMAF segments that join exactly with those of other chunks. Holds one
 * segment's sample table in memory, never its bytes.
 */
public final class FragmentRewriter {
    private static final int MOOV_LIMIT = 4 << 20;
    /** Bounds for input that lies; a day of video at 60 frames in 4 s segments is a hundredth of either. */
    private static final int MOST_SAMPLES = 1 << 20;

    private static final int MOST_SEGMENTS = 1 << 20;

    private final FileChannel in;
    private final WritableByteChannel out;
    private final CutOrder order;
    private final SourceTrack track;
    private final Timeline timeline;
    private final List<RewrittenTrack.Segment> segments = new ArrayList<>();
    private final Samples samples = new Samples();
    private @Nullable SegmentWriter writer;
    /** When the segment being collected starts. */
    private long start;
    /** The point at or after which the next one starts. */
    private long cut;
    /** When the last sample in decoding order stops, by its own duration. */
    private long naturalEnd;

    private FragmentRewriter(FileChannel in, WritableByteChannel out, CutOrder order, SourceTrack track) {
        this.in = in;
        this.out = out;
        this.order = order;
        this.track = track;
        this.timeline = new Timeline(track, order);
    }

    /**
     * Writes the segments to {@code out}, back to back, and returns their table with the initialisation segment.
     *
     * @param in read by position; its own position does not matter
     * @param out a blocking channel
     * @throws Mp4Exception if the file is not what it should be; what was written until then is worthless
     */
    public static RewrittenTrack rewrite(FileChannel in, WritableByteChannel out, CutOrder order) throws IOException {
        Mp4File file = new Mp4File(in);
        while (file.advance()) {
            switch (file.type()) {
                case "moov" -> {
                    SourceTrack track = SourceTrack.read(file.load(MOOV_LIMIT));
                    return new FragmentRewriter(in, out, order, track).fragments(file);
                }
                case "moof" ->
                    throw new Mp4Exception(Mp4Exception.Reason.MALFORMED, "A fragment before the movie's header");
                default -> {}
            }
        }
        throw new Mp4Exception(
                file.size() == 0 ? Mp4Exception.Reason.EMPTY : Mp4Exception.Reason.MALFORMED,
                "File of " + file.size() + " bytes without a movie header");
    }

    private RewrittenTrack fragments(Mp4File file) throws IOException {
        FragmentReader reader = new FragmentReader(track, file.size(), this::sample);
        while (file.advance()) {
            switch (file.type()) {
                case "moof" -> reader.read(file);
                case "moov" -> throw new Mp4Exception(Mp4Exception.Reason.MALFORMED, "Two movie headers");
                default -> {}
            }
        }
        if (samples.count() == 0) {
            throw new Mp4Exception(Mp4Exception.Reason.EMPTY, "Not one sample in the file");
        }
        finish(order.end().orElse(naturalEnd));
        return new RewrittenTrack(InitWriter.write(track, timeline), format(), segments);
    }

    private void sample(long compositionTime, long duration, long position, int size, boolean sync) throws IOException {
        long time = timeline.presentation(compositionTime);
        if (samples.count() == 0) {
            begin(time + timeline.encoderDelay());
        } else if (time >= cut) {
            if (!sync) {
                throw new Mp4Exception(
                        Mp4Exception.Reason.KEYFRAME_MISSING,
                        "The first frame from " + cut + " ticks on should be a keyframe; one at " + time + " is not");
            }
            finish(time);
            begin(time);
        }
        if (samples.count() == MOST_SAMPLES) {
            throw new Mp4Exception(
                    Mp4Exception.Reason.UNSUPPORTED, "More than " + MOST_SAMPLES + " samples in one segment");
        }
        samples.add(time, position, size, sync);
        naturalEnd = samples.latest() + timeline.scale(duration);
    }

    private void begin(long time) {
        samples.clear();
        start = time;
        cut = order.points().after(time);
    }

    private void finish(long end) throws IOException {
        if (segments.size() == MOST_SEGMENTS) {
            throw new Mp4Exception(Mp4Exception.Reason.UNSUPPORTED, "More than " + MOST_SEGMENTS + " segments");
        }
        if (writer == null) {
            writer = new SegmentWriter(in, out, timeline, order.firstSegment());
        }
        segments.add(writer.write(samples, start, end));
    }

    private TrackFormat format() {
        SampleEntry entry = track.entry();
        return new TrackFormat(
                entry.kind(),
                entry.codecs(),
                timeline.timescale(),
                entry.width(),
                entry.height(),
                entry.channels(),
                entry.sampleRate(),
                language(track.language()),
                timeline.encoderDelay());
    }

    /** Three letters of five bits (ISO/IEC 14496-12 section 8.4.2.3). */
    private static String language(int packed) {
        char[] letters = new char[3];
        for (int i = 0; i < 3; i++) {
            int letter = packed >> (10 - 5 * i) & 31;
            if (letter < 1 || letter > 26) {
                return "und";
            }
            letters[i] = (char) ('`' + letter);
        }
        return new String(letters);
    }
}
