package tv.sluice.transcode;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tv.sluice.media.SourceInfo;
import tv.sluice.media.Timeline;
import tv.sluice.media.VideoRung;

/**
 * What is to become of a source.
 *
 * @param duration seconds
 * @param timeline of the picture; null if there is none
 * @param rungs of the picture, the smallest first
 * @param audioRendition id of the sound's rendition; null if there is none
 * @param trial whether it is made in the test environment
 */
record Plan(
        SourceInfo source,
        double duration,
        @Nullable Timeline timeline,
        List<VideoRung> rungs,
        @Nullable String audioRendition,
        boolean trial) {
    Plan {
        rungs = List.copyOf(rungs);
    }
}
