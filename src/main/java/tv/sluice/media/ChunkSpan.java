package tv.sluice.media;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run of whole segments that one task encodes; times in source ticks.
 *
 * @param ordinal of the chunk in the video, from 0
 * @param firstSegment number of its first segment in the video, from 0
 * @param endPts when its last frame stops being shown: where the next chunk starts
 * @param seekPts where to start reading so that the first frame decodes; null reads from the start of the file
 * @param frames how many it has; 0 if that is not known and all there are belong to it ({@link Timeline#regenerated})
 * @param segmentStartPts first frame of each segment; only the first if the others are not known
 */
public record ChunkSpan(
        int ordinal,
        int firstSegment,
        long startPts,
        long endPts,
        @Nullable Long seekPts,
        int frames,
        List<Long> segmentStartPts) {
    public ChunkSpan {
        segmentStartPts = List.copyOf(segmentStartPts);
    }
}
