package tv.sluice.media;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/** When each frame of a source is shown, in its own ticks, and where reading can start. Kept in a worker's memory only. */
public final class FrameIndex {
    private final Ratio timeBase;
    private final long[] pts;
    private final long end;
    private final NavigableMap<Long, Long> seekPoints;
    private final boolean reliable;
    private final int packets;

    /**
     * @param pts rising times of the frames that are shown
     * @param end when the last one stops being shown
     * @param seekPoints keyframe → where to seek for it
     * @param packets frames in the file, with and without a time
     */
    FrameIndex(
            Ratio timeBase, long[] pts, long end, NavigableMap<Long, Long> seekPoints, boolean reliable, int packets) {
        this.timeBase = timeBase;
        this.pts = pts;
        this.end = end;
        this.seekPoints = seekPoints;
        this.reliable = reliable;
        this.packets = packets;
    }

    /** Frames that are shown and have a time of their own. */
    public int size() {
        return pts.length;
    }

    /** False if many frames have no time, or one that others have too, or the clock jumps. */
    public boolean reliable() {
        return reliable;
    }

    Ratio timeBase() {
        return timeBase;
    }

    long pts(int frame) {
        return pts[frame];
    }

    long first() {
        return pts[0];
    }

    long end() {
        return end;
    }

    int packets() {
        return packets;
    }

    /** Frames per second, on average. */
    double rate() {
        return pts.length / ((end - pts[0]) * timeBase.value());
    }

    /** Where to seek so that this frame decodes; null for the start of the file. */
    @Nullable
    Long seekFor(long time) {
        Map.Entry<Long, Long> point = seekPoints.floorEntry(time);
        return point == null || point.getKey().equals(seekPoints.firstKey()) ? null : point.getValue();
    }

    /** The frames that begin within this time after the first one. */
    FrameIndex within(Duration most) {
        long last = pts[0] + Math.max(1, (long) (most.toMillis() / 1e3 / timeBase.value()));
        int found = Arrays.binarySearch(pts, last);
        int count = Math.max(1, found >= 0 ? found : -found - 1);
        return count == pts.length
                ? this
                : new FrameIndex(timeBase, Arrays.copyOf(pts, count), pts[count], seekPoints, reliable, packets);
    }

    /** Every {@code n}th frame of this index, beginning with the first. */
    FrameIndex every(int n) {
        if (n == 1) {
            return this;
        }
        long[] kept = new long[Math.ceilDiv(pts.length, n)];
        Arrays.setAll(kept, i -> pts[i * n]);
        return new FrameIndex(timeBase, kept, end, seekPoints, reliable, packets);
    }
}
