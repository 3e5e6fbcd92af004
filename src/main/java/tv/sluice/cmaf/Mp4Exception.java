package tv.sluice.cmaf;

import java.io.IOException;

/** An MP4 file that cannot be read or cut as asked. */
public final class Mp4Exception extends IOException {
    private static final long serialVersionUID = 1;

    /** What is wrong. */
    public enum Reason {
        /** The bytes contradict themselves: lengths that lie, missing boxes, counts beyond all bounds. */
        MALFORMED,
        /** The file ends before its boxes do. */
        TRUNCATED,
        /** Well-formed, but not a single-track fragmented file of a kind we write. */
        UNSUPPORTED,
        /** There is not one frame in it. */
        EMPTY,
        /** A frame is shown outside the time of the segment that carries it. */
        OPEN_GOP,
        /** The first frame at or after a cut point is not a keyframe. */
        KEYFRAME_MISSING,
        /** A time cannot be expressed exactly in the timescale asked for. */
        INEXACT_TIME,
        /** A frame would be shown before presentation zero. */
        BEFORE_ZERO,
        /** Chunks that should share an initialisation segment do not. */
        INIT_DIFFERS
    }

    private final Reason reason;

    Mp4Exception(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
