package tv.sluice.cmaf;

import java.math.BigInteger;

/** Turns an input's composition times into output presentation times, exactly or not at all. */
final class Timeline {
    /** A fifth of a second: two frames at ten frames a second. */
    private static final int MOST_ROOM = 5;

    private final SourceTrack track;
    private final int timescale;
    private final Placement placement;
    private final long multiply;
    private final long divide;
    private final long reorderRoom;
    private boolean anchored;
    /** Added after rescaling. */
    private long shift;

    private long encoderDelay;

    Timeline(SourceTrack track, CutOrder order) {
        this.track = track;
        this.timescale = order.timescale().orElse(track.timescale());
        this.placement = order.placement();
        long common = BigInteger.valueOf(timescale)
                .gcd(BigInteger.valueOf(track.timescale()))
                .longValueExact();
        this.multiply = timescale / common;
        this.divide = track.timescale() / common;
        this.reorderRoom = order.reorderRoom().orElse(timescale / MOST_ROOM);
    }

    int timescale() {
        return timescale;
    }

    /** Output ticks of priming before the sound begins; known after the first sample. */
    long encoderDelay() {
        return encoderDelay;
    }

    /**
     * Output ticks that composition times of pictures lie behind presentation times; the edit list takes them off again. Decoding
     * times equal presentation times in rising order, so reordered frames would have negative composition offsets without it. Those
     * are allowed, and written where a frame stands still for longer than this room, but FFmpeg's reader shifts the whole
     * track by them. The same for all chunks of a rendition, and no larger than need be: FFmpeg up to version 5 takes a first decoding
     * time more than a tenth of a second and a frame before the first picture for a jump in time.
     */
    long reorderRoom() {
        return switch (track.entry().kind()) {
            case VIDEO -> reorderRoom;
            case AUDIO -> 0;
        };
    }

    /** The output presentation time of a sample. The first one asked for is the file's first in decoding order. */
    long presentation(long compositionTime) throws Mp4Exception {
        long edited = scale(compositionTime - track.mediaTime());
        if (!anchored) {
            anchor(edited);
        }
        long time = FragmentReader.time(edited + shift);
        if (time + encoderDelay < 0) {
            throw new Mp4Exception(
                    Mp4Exception.Reason.BEFORE_ZERO, "A frame at " + time + " ticks, before the presentation begins");
        }
        return time;
    }

    /** Rescales a time or a duration. */
    long scale(long ticks) throws Mp4Exception {
        if (ticks % divide != 0) {
            throw new Mp4Exception(
                    Mp4Exception.Reason.INEXACT_TIME,
                    ticks + "/" + track.timescale() + " s is not a whole number of 1/" + timescale + " s");
        }
        try {
            return FragmentReader.time(Math.multiplyExact(ticks / divide, multiply));
        } catch (ArithmeticException overflow) {
            throw new Mp4Exception(Mp4Exception.Reason.MALFORMED, "A time of " + ticks + " ticks");
        }
    }

    private void anchor(long first) throws Mp4Exception {
        encoderDelay = switch (track.entry().kind()) {
            case VIDEO -> 0;
            // An encoder without an edit list that starts before zero has put its priming there.
            case AUDIO -> track.mediaTime() > 0 ? scale(track.mediaTime()) : Math.max(0, -first);
        };
        shift = FragmentReader.time(
                switch (placement) {
                    case Placement.Shift(long ticks) -> ticks + emptyEdit();
                    case Placement.StartAt(long ticks) -> ticks - encoderDelay - first;
                });
        anchored = true;
    }

    private long emptyEdit() throws Mp4Exception {
        BigInteger[] ticks = BigInteger.valueOf(track.emptyEdit())
                .multiply(BigInteger.valueOf(timescale))
                .divideAndRemainder(BigInteger.valueOf(track.movieTimescale()));
        if (ticks[1].signum() != 0 || ticks[0].bitLength() > 62) {
            throw new Mp4Exception(
                    Mp4Exception.Reason.INEXACT_TIME,
                    "The edit list waits " + track.emptyEdit() + "/" + track.movieTimescale()
                            + " s, not a whole number of 1/" + timescale + " s");
        }
        return FragmentReader.time(ticks[0].longValueExact());
    }
}
