package tv.sluice.cmaf;

import java.util.Arrays;

/** Frames or audio packets in decoding order, column by column: a segment's worth. */
final class Samples {
    private int count;
    private long latest = Long.MIN_VALUE;
    private long[] times = new long[256];
    private long[] positions = new long[256];
    private int[] sizes = new int[256];
    private boolean[] syncs = new boolean[256];

    void add(long time, long position, int size, boolean sync) {
        if (count == times.length) {
            times = Arrays.copyOf(times, 2 * count);
            positions = Arrays.copyOf(positions, 2 * count);
            sizes = Arrays.copyOf(sizes, 2 * count);
            syncs = Arrays.copyOf(syncs, 2 * count);
        }
        times[count] = time;
        positions[count] = position;
        sizes[count] = size;
        syncs[count] = sync;
        count++;
        latest = Math.max(latest, time);
    }

    void clear() {
        count = 0;
        latest = Long.MIN_VALUE;
    }

    int count() {
        return count;
    }

    /** The highest presentation time. */
    long latest() {
        return latest;
    }

    /** Presentation time, in output ticks. */
    long time(int sample) {
        return times[sample];
    }

    /** Where the bytes begin in the source file. */
    long position(int sample) {
        return positions[sample];
    }

    int size(int sample) {
        return sizes[sample];
    }

    boolean sync(int sample) {
        return syncs[sample];
    }

    /** All presentation times in rising order. */
    long[] sortedTimes() {
        long[] sorted = Arrays.copyOf(times, count);
        Arrays.sort(sorted);
        return sorted;
    }
}
