package tv.sluice.media;

/**
 * How a source's times become times of the presentation; the same for every task of a job.
 *
 * <p>Presentation zero is the first frame. The output's timescale is chosen so that every source time is exact: the denominator of
 * the source's time base. Only a time base finer than 100 ns is rounded, to 1/90000 s, by the same rule everywhere.
 *
 * @param zeroPts source time of the first frame
 * @param timeBase seconds per source tick
 * @param timescale output ticks per second
 * @param frameRate of the output, on average
 * @param keepEvery of so many source frames one is kept; 1 keeps all
 * @param regenerated the source's times cannot be trusted: its frames are taken to come at {@code frameRate}, starting with the
 *     file, and a source tick is one such frame
 */
public record Timeline(
        long zeroPts, Ratio timeBase, int timescale, Ratio frameRate, int keepEvery, boolean regenerated) {
    private static final long FINEST = 10_000_000;
    private static final int ROUNDED = 90_000;

    static int timescaleFor(Ratio timeBase) {
        return timeBase.denominator() <= FINEST ? (int) timeBase.denominator() : ROUNDED;
    }

    /** Output ticks from presentation zero to this source time. */
    public long ticks(long pts) {
        return ticksOf(Math.subtractExact(pts, zeroPts));
    }

    /** Seconds from presentation zero to this source time. */
    public double seconds(long pts) {
        return (double) (pts - zeroPts) * timeBase.numerator() / timeBase.denominator();
    }

    /** Output ticks that reordered frames may need: two frames, and 2 ms for times that the source rounded; at most a fifth of a second. */
    long reorderRoom() {
        double frames = Math.ceil(2 * timescale / frameRate.value()) + Math.ceil(timescale / 500.0);
        return (long) Math.min(frames, timescale / 5.0);
    }

    private long ticksOf(long sourceTicks) {
        if (timescale == timeBase.denominator()) {
            return Math.multiplyExact(sourceTicks, timeBase.numerator());
        }
        return timeBase.times(Math.multiplyExact(sourceTicks, timescale));
    }
}
