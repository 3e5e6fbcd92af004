package tv.sluice.cmaf;

/** Bits per second of a rendition: the highest of any run of segments about a target duration long, and the average. */
public record BitRate(long peak, long average) {
    /** The rates of all segments, by the definitions of RFC 8216 section 4.3.4.2; zero if there are none. */
    public static BitRate of(SegmentTable segments) {
        if (segments.size() == 0) {
            return new BitRate(0, 0);
        }
        long average = rate(segments.totalBytes(), segments.totalTicks(), segments.timescale());
        long target = (long) segments.targetSeconds() * segments.timescale();
        long peak = 0;
        for (int first = 0; first < segments.size(); first++) {
            long bytes = 0;
            long ticks = 0;
            for (int last = first; last < segments.size(); last++) {
                bytes += segments.length(last);
                ticks += segments.duration(last);
                if (2 * ticks > 3 * target) {
                    break;
                }
                if (2 * ticks >= target) {
                    peak = Math.max(peak, rate(bytes, ticks, segments.timescale()));
                }
            }
        }
        // The whole may be too short for any run of the defined length; and a peak below the average helps nobody.
        return new BitRate(Math.max(peak, average), average);
    }

    private static long rate(long bytes, long ticks, int timescale) {
        return (long) Math.ceil(8.0 * bytes * timescale / ticks);
    }
}
