package tv.sluice.media;

import java.util.Arrays;

/** A growing list of primitive numbers: a film has hundreds of thousands of frames. */
final class LongList {
    private long[] values = new long[1024];
    private int size;

    void add(long value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size + (size >> 1));
        }
        values[size++] = value;
    }

    long get(int index) {
        return values[index];
    }

    int size() {
        return size;
    }

    /** The numbers from this index on that are at least {@code least}, in rising order, each once. */
    long[] risingFrom(int index, long least) {
        long[] sorted = Arrays.copyOfRange(values, index, size);
        Arrays.parallelSort(sorted);
        int kept = 0;
        for (long value : sorted) {
            if (value >= least && (kept == 0 || sorted[kept - 1] != value)) {
                sorted[kept++] = value;
            }
        }
        return Arrays.copyOf(sorted, kept);
    }
}
