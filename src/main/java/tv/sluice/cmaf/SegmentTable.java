package tv.sluice.cmaf;

import java.util.Objects;

/** The segments of a rendition by number: where each lies and when it plays; built once, constant time per look-up. */
public final class SegmentTable {
    static final int NOMINAL_SECONDS = 4;

    private final int timescale;
    private final String[] keys;
    private final long[] offsets;
    private final int[] lengths;
    /** One more than there are segments: the last is the end. */
    private final long[] starts;

    private SegmentTable(int timescale, int size) {
        this.timescale = timescale;
        this.keys = new String[size];
        this.offsets = new long[size];
        this.lengths = new int[size];
        this.starts = new long[size + 1];
    }

    /** The table of all segments the rendition has so far. */
    public static SegmentTable of(Rendition rendition) {
        int size = 0;
        for (ChunkObject chunk : rendition.chunks()) {
            size = Math.addExact(size, chunk.lengths().size());
        }
        SegmentTable table = new SegmentTable(rendition.timescale(), size);
        int number = 0;
        for (ChunkObject chunk : rendition.chunks()) {
            long offset = chunk.firstOffset();
            for (int i = 0; i < chunk.lengths().size(); i++, number++) {
                table.keys[number] = chunk.key();
                table.offsets[number] = offset;
                table.lengths[number] = chunk.lengths().get(i);
                table.starts[number + 1] =
                        Math.addExact(table.starts[number], chunk.durations().get(i));
                offset += table.lengths[number];
            }
        }
        return table;
    }

    public int size() {
        return offsets.length;
    }

    public int timescale() {
        return timescale;
    }

    public boolean contains(int number) {
        return number >= 0 && number < size();
    }

    /** Where the segment's bytes are; numbers count from 0. */
    public ObjectRegion region(int number) {
        Objects.checkIndex(number, size());
        return new ObjectRegion(keys[number], offsets[number], lengths[number]);
    }

    /** Bytes of the segment. */
    public int length(int number) {
        return lengths[number];
    }

    /** When the segment begins, in ticks from the start of the presentation. */
    public long start(int number) {
        Objects.checkIndex(number, size());
        return starts[number];
    }

    /** How long the segment plays, in ticks. */
    public long duration(int number) {
        return starts[number + 1] - starts[number];
    }

    /** How long all segments play, in ticks. */
    public long totalTicks() {
        return starts[size()];
    }

    /** How long all segments play, in seconds. */
    public double totalSeconds() {
        return (double) totalTicks() / timescale;
    }

    /**
     * The target duration of the HLS playlist, in seconds: no segment's duration, rounded, is above it. Never below the nominal
     * four, so that it stays the same while a playlist grows and its first segments happen to be short.
     */
    public int targetSeconds() {
        long longest = 0;
        for (int number = 0; number < size(); number++) {
            longest = Math.max(longest, duration(number));
        }
        long rounded = Math.floorDiv(2 * longest + timescale, 2L * timescale);
        return (int) Math.min(Integer.MAX_VALUE, Math.max(NOMINAL_SECONDS, rounded));
    }

    /** Bytes of all segments. */
    public long totalBytes() {
        long sum = 0;
        for (int length : lengths) {
            sum += length;
        }
        return sum;
    }
}
