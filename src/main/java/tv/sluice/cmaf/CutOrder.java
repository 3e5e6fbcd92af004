package tv.sluice.cmaf;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How an encoder's file is to be cut into segments; all times in ticks of the output timescale.
 *
 * @param end when the last frame stops being shown: the first presentation time of the next chunk; empty leaves the last frame
 *     the duration the encoder gave it
 * @param firstSegment number of the first segment in the rendition, from 0
 * @param timescale of the output; empty keeps the input's
 * @param reorderRoom by how much a picture may be decoded later than it would be shown without reordering; empty: a fifth of a second
 */
public record CutOrder(
        CutPoints points,
        Placement placement,
        OptionalLong end,
        int firstSegment,
        OptionalInt timescale,
        OptionalLong reorderRoom) {
    public CutOrder(CutPoints points, Placement placement, OptionalLong end, int firstSegment, OptionalInt timescale) {
        this(points, placement, end, firstSegment, timescale, OptionalLong.empty());
    }

    public CutOrder {
        if (firstSegment < 0 || timescale.orElse(1) <= 0 || reorderRoom.orElse(0) < 0) {
            throw new IllegalArgumentException("Segment number " + firstSegment + ", timescale " + timescale
                    + " and room " + reorderRoom + " must be positive");
        }
    }
}
