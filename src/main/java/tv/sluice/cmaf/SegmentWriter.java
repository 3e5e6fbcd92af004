package tv.sluice.cmaf;

import static tv.sluice.cmaf.Mp4Exception.Reason.MALFORMED;
import static tv.sluice.cmaf.Mp4Exception.Reason.OPEN_GOP;
import static tv.sluice.cmaf.Mp4Exception.Reason.UNSUPPORTED;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.util.OptionalLong;

/**
 * Writes segments of one moof and mdat. Decoding times are the presentation times in rising order, so a segment begins exactly
 * where its first frame is shown and lasts until the next segment's is.
 */
final class SegmentWriter {
    private static final int TFHD_DURATION = 8;
    private static final int TFHD_FLAGS = 0x20;
    private static final int TFHD_BASE_IS_MOOF = 0x2_0000;
    private static final int TRUN_OFFSET = 1;
    private static final int TRUN_FIRST_FLAGS = 4;
    private static final int TRUN_DURATION = 0x100;
    private static final int TRUN_SIZE = 0x200;
    private static final int TRUN_FLAGS = 0x400;
    private static final int TRUN_COMPOSITION = 0x800;
    /** Depends on no other sample. */
    private static final int SYNC = 0x0200_0000;
    /** Depends on others and is not a place to start from. */
    private static final int NOT_SYNC = 0x0101_0000;

    private static final int MDAT_HEADER = 8;

    private final FileChannel in;
    private final WritableByteChannel out;
    private final long encoderDelay;
    private final long reorderRoom;
    private int sequence;

    SegmentWriter(FileChannel in, WritableByteChannel out, Timeline timeline, int firstSegment) {
        this.in = in;
        this.out = out;
        this.encoderDelay = timeline.encoderDelay();
        this.reorderRoom = timeline.reorderRoom();
        this.sequence = firstSegment;
    }

    /**
     * Writes one segment.
     *
     * @param start when its first frame starts to be heard or shown: later than the first sample by the encoder's delay at the
     *     beginning of sound
     * @param end when the next segment starts
     */
    RewrittenTrack.Segment write(Samples samples, long start, long end) throws IOException {
        int count = samples.count();
        long[] times = samples.sortedTimes();
        check(samples, times, end);
        if (end <= start) {
            throw new Mp4Exception(MALFORMED, "A segment from " + start + " to " + end + " ticks");
        }
        long payload = 0;
        for (int i = 0; i < count; i++) {
            payload += samples.size(i);
        }
        ByteBuffer head = head(samples, times, end, payload);
        long length = head.remaining() + payload;
        if (length > Integer.MAX_VALUE) {
            throw new Mp4Exception(UNSUPPORTED, "A segment of " + length + " bytes");
        }
        while (head.hasRemaining()) {
            out.write(head);
        }
        copy(samples);
        sequence++;
        return new RewrittenTrack.Segment((int) length, start, end - start, times[count - 1], count);
    }

    private static void check(Samples samples, long[] times, long end) throws Mp4Exception {
        if (!samples.sync(0)) {
            throw new Mp4Exception(
                    Mp4Exception.Reason.KEYFRAME_MISSING, "No keyframe at " + samples.time(0) + " ticks");
        }
        if (samples.time(0) != times[0]) {
            throw new Mp4Exception(
                    OPEN_GOP,
                    "A frame at " + times[0] + " is shown before its keyframe at " + samples.time(0) + " ticks");
        }
        if (times[times.length - 1] >= end) {
            throw new Mp4Exception(
                    OPEN_GOP,
                    "A frame at " + times[times.length - 1] + " lies beyond its segment's end at " + end + " ticks");
        }
        for (int i = 1; i < times.length; i++) {
            if (times[i] == times[i - 1]) {
                throw new Mp4Exception(MALFORMED, "Two frames at " + times[i] + " ticks");
            }
        }
    }

    private ByteBuffer head(Samples samples, long[] times, long end, long payload) throws Mp4Exception {
        boolean even = true;
        for (int i = 1; i < times.length; i++) {
            even &= duration(times, end, i) == duration(times, end, 0);
        }
        BoxWriter box = new BoxWriter();
        int moof = box.box("moof");
        int mfhd = box.fullBox("mfhd", 0, 0);
        box.i32(sequence + 1).end(mfhd);
        int traf = box.box("traf");
        int tfhd = box.fullBox("tfhd", 0, TFHD_BASE_IS_MOOF | TFHD_FLAGS | (even ? TFHD_DURATION : 0));
        box.i32(1);
        if (even) {
            box.i32(duration(times, end, 0));
        }
        box.i32(flags(othersSync(samples))).end(tfhd);
        int tfdt = box.fullBox("tfdt", 1, 0);
        box.i64(times[0] + encoderDelay).end(tfdt);
        int offset = run(box, samples, times, even ? OptionalLong.empty() : OptionalLong.of(end));
        box.end(traf).end(moof);
        box.set(offset, box.size() + MDAT_HEADER);
        box.i32((int) (payload + MDAT_HEADER)).text("mdat");
        return ByteBuffer.wrap(box.toBytes());
    }

    /** Writes the run, with durations if there is an end to reckon the last one by, and returns where its data offset belongs. */
    private int run(BoxWriter box, Samples samples, long[] times, OptionalLong end) throws Mp4Exception {
        boolean othersSync = othersSync(samples);
        boolean sameFlags = true;
        boolean composed = false;
        for (int i = 0; i < times.length; i++) {
            sameFlags &= i == 0 || samples.sync(i) == othersSync;
            composed |= samples.time(i) + reorderRoom != times[i];
        }
        boolean firstDiffers = sameFlags && !othersSync;
        int columns =
                TRUN_OFFSET | TRUN_SIZE | (end.isPresent() ? TRUN_DURATION : 0) | (composed ? TRUN_COMPOSITION : 0);
        columns |= sameFlags ? (firstDiffers ? TRUN_FIRST_FLAGS : 0) : TRUN_FLAGS;
        int trun = box.fullBox("trun", 1, columns);
        int offset = box.i32(times.length).size();
        box.i32(0);
        if (firstDiffers) {
            box.i32(SYNC);
        }
        for (int i = 0; i < times.length; i++) {
            if (end.isPresent()) {
                box.i32(duration(times, end.getAsLong(), i));
            }
            box.i32(samples.size(i));
            if (!sameFlags) {
                box.i32(flags(samples.sync(i)));
            }
            if (composed) {
                box.i32(fit(samples.time(i) + reorderRoom - times[i]));
            }
        }
        box.end(trun);
        return offset;
    }

    /** What all samples but the first are most likely to be: the default of the run. */
    private static boolean othersSync(Samples samples) {
        return samples.count() > 1 && samples.sync(1);
    }

    private static int flags(boolean sync) {
        return sync ? SYNC : NOT_SYNC;
    }

    private static int duration(long[] times, long end, int sample) throws Mp4Exception {
        return fit((sample + 1 < times.length ? times[sample + 1] : end) - times[sample]);
    }

    private static int fit(long ticks) throws Mp4Exception {
        if (ticks != (int) ticks) {
            throw new Mp4Exception(MALFORMED, "Two frames of one segment lie " + ticks + " ticks apart");
        }
        return (int) ticks;
    }

    private void copy(Samples samples) throws IOException {
        int first = 0;
        while (first < samples.count()) {
            long position = samples.position(first);
            long end = position;
            int next = first;
            while (next < samples.count() && samples.position(next) == end) {
                end += samples.size(next);
                next++;
            }
            while (position < end) {
                long moved = in.transferTo(position, end - position, out);
                if (moved <= 0) {
                    throw new Mp4Exception(Mp4Exception.Reason.TRUNCATED, "File ends at byte " + position);
                }
                position += moved;
            }
            first = next;
        }
    }
}
