package tv.sluice.media;

import java.time.Duration;
import java.util.List;

/**
 * One chunk to be encoded in all sizes.
 *
 * @param sourceKey storage key of the source
 * @param segment nominal length of a segment
 * @param trial whether this is for the test environment: the picture is marked, and what lies beyond the plan is left out
 * @param outputPrefix storage key of a folder that this attempt alone writes to
 */
public record VideoRequest(
        String sourceKey,
        VideoTrack track,
        Timeline timeline,
        ChunkSpan chunk,
        Duration segment,
        List<VideoRung> rungs,
        boolean trial,
        String outputPrefix) {
    public VideoRequest {
        rungs = List.copyOf(rungs);
        if (rungs.isEmpty()) {
            throw new IllegalArgumentException("There is no size to encode to");
        }
    }
}
