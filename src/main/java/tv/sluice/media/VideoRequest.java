package tv.sluice.media;

import java.time.Duration;
import java.util.List;

/**
 * One chunk to be encoded in all sizes.
 *
 * @param sourceKey storage key of the source
 * @param segment nominal length of a segment
 * @param outputPrefix storage key of a folder that this attempt alone writes to
 */
public record VideoRequest(
        String sourceKey,
        VideoTrack track,
        Timeline timeline,
        ChunkSpan chunk,
        Duration segment,
        List<VideoRung> rungs,
        String outputPrefix) {
    public VideoRequest {
        rungs = List.copyOf(rungs);
        if (rungs.isEmpty()) {
            throw new IllegalArgumentException("There is no size to encode to");
        }
    }
}
