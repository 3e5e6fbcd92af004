package tv.sluice.cmaf;

import java.io.IOException;

/** Reads movie fragments (ISO/IEC 14496-12 section 8.8) and passes each sample on, in decoding order. */
final class FragmentReader {
    /** Takes the samples. */
    interface Sink {
        /** One sample: composition time and duration in the track's ticks, place and size of its bytes. */
        void sample(long compositionTime, long duration, long position, int size, boolean sync) throws IOException;
    }

    private static final int MOOF_LIMIT = 32 << 20;
    /** Times beyond 2^53 ticks are lies: two hundred years of a clock of a megahertz. */
    private static final long LATEST = 1L << 53;

    private static final int NOT_SYNC = 0x1_0000;
    private static final int TFHD_BASE_OFFSET = 1;
    private static final int TFHD_DESCRIPTION = 2;
    private static final int TFHD_DURATION = 8;
    private static final int TFHD_SIZE = 0x10;
    private static final int TFHD_FLAGS = 0x20;
    private static final int TRUN_OFFSET = 1;
    private static final int TRUN_FIRST_FLAGS = 4;
    private static final int TRUN_DURATION = 0x100;
    private static final int TRUN_SIZE = 0x200;
    private static final int TRUN_FLAGS = 0x400;
    private static final int TRUN_COMPOSITION = 0x800;

    private final SourceTrack track;
    private final long fileSize;
    private final Sink sink;
    private long decodeTime;
    private long position;
    private long bytes;

    FragmentReader(SourceTrack track, long fileSize, Sink sink) {
        this.track = track;
        this.fileSize = fileSize;
        this.sink = sink;
    }

    /** A time that later sums cannot overflow with. */
    static long time(long ticks) throws Mp4Exception {
        if (ticks > LATEST || ticks < -LATEST) {
            throw new Mp4Exception(Mp4Exception.Reason.MALFORMED, "A time of " + ticks + " ticks");
        }
        return ticks;
    }

    /** Reads the moof box the file stands at. */
    void read(Mp4File file) throws IOException {
        BoxReader moof = file.load(MOOF_LIMIT);
        int trafs = 0;
        for (BoxReader traf : moof.children("traf")) {
            if (trafs++ > 0) {
                throw new Mp4Exception(Mp4Exception.Reason.UNSUPPORTED, "Fragment of several track parts");
            }
            trackFragment(traf, file.start());
        }
    }

    private void trackFragment(BoxReader traf, long moofStart) throws IOException {
        BoxReader tfhd = traf.child("tfhd").full();
        long id = tfhd.u32();
        if (id != track.id()) {
            throw tfhd.malformed("is of track " + id + ", but the track is " + track.id());
        }
        long base = tfhd.has(TFHD_BASE_OFFSET) ? tfhd.i64() : moofStart;
        if (tfhd.has(TFHD_DESCRIPTION)) {
            tfhd.skip(4);
        }
        SourceTrack.Defaults defaults = track.defaults();
        long duration = tfhd.has(TFHD_DURATION) ? tfhd.u32() : defaults.duration();
        long size = tfhd.has(TFHD_SIZE) ? tfhd.u32() : defaults.size();
        int flags = tfhd.has(TFHD_FLAGS) ? tfhd.i32() : defaults.flags();
        for (BoxReader tfdt : traf.children("tfdt")) {
            // Encoders write a start before zero as a negative number, though the field has no sign.
            decodeTime = time(tfdt.full().time());
        }
        position = base;
        for (BoxReader trun : traf.children("trun")) {
            run(trun.full(), base, new SourceTrack.Defaults(duration, size, flags));
        }
    }

    private void run(BoxReader trun, long base, SourceTrack.Defaults defaults) throws IOException {
        long count = trun.u32();
        if (trun.has(TRUN_OFFSET)) {
            int offset = trun.i32();
            position = base + offset;
        }
        boolean first = trun.has(TRUN_FIRST_FLAGS);
        int firstFlags = first ? trun.i32() : 0;
        for (long i = 0; i < count; i++) {
            long duration = trun.has(TRUN_DURATION) ? trun.u32() : defaults.duration();
            long size = trun.has(TRUN_SIZE) ? trun.u32() : defaults.size();
            int flags = trun.has(TRUN_FLAGS) ? trun.i32() : i == 0 && first ? firstFlags : defaults.flags();
            // Signed in version 1; a version 0 that goes beyond 2^31 means a negative one too.
            int composition = trun.has(TRUN_COMPOSITION) ? trun.i32() : 0;
            sink.sample(decodeTime + composition, duration, claim(size), (int) size, (flags & NOT_SYNC) == 0);
            decodeTime = time(decodeTime + duration);
        }
    }

    /** Takes the next bytes for a sample. All samples together cannot be larger than the file, which bounds their number. */
    private long claim(long size) throws Mp4Exception {
        if (size == 0) {
            throw new Mp4Exception(Mp4Exception.Reason.MALFORMED, "A sample without bytes");
        }
        if (position < 0 || size > fileSize || position > fileSize - size) {
            throw new Mp4Exception(
                    Mp4Exception.Reason.TRUNCATED,
                    "A sample of " + size + " bytes at byte " + position + " of a file of " + fileSize);
        }
        bytes += size;
        if (bytes > fileSize) {
            throw new Mp4Exception(Mp4Exception.Reason.MALFORMED, "Samples share their bytes");
        }
        long start = position;
        position += size;
        return start;
    }
}
