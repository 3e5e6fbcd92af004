package tv.sluice.cmaf;

import java.util.List;

/**
 * A stored object that holds consecutive segments of one rendition back to back.
 *
 * @param firstOffset where the first segment begins
 * @param lengths bytes of each segment
 * @param durations presentation ticks of each segment, in the rendition's timescale
 */
public record ChunkObject(String key, long firstOffset, List<Integer> lengths, List<Long> durations) {
    public ChunkObject {
        lengths = List.copyOf(lengths);
        durations = List.copyOf(durations);
        if (lengths.size() != durations.size()) {
            throw new IllegalArgumentException(
                    lengths.size() + " segment lengths, but " + durations.size() + " durations");
        }
        if (firstOffset < 0
                || lengths.stream().anyMatch(l -> l <= 0)
                || durations.stream().anyMatch(d -> d <= 0)) {
            throw new IllegalArgumentException("Segment offsets, lengths and durations must be positive in " + key);
        }
    }
}
