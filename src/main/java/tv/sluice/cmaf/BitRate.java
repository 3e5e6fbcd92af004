package tv.sluice.cmaf;

/** Bits per second of a rendition: the highest of any run of segments about a target duration long, and the average. */
public record BitRate(long peak, long average) {
    /** The rates of all segments, by the definitions of RFC 8216 section 4.3.4.2; zero if there are none. */
    public static BitRate of(SegmentTable segments) {
        throw new UnsupportedOperationException();
    }
}
