package tv.sluice.video;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far the processing of a video is. Absolute values, so that telling them twice changes nothing; null means not known (yet) and
 * leaves what is there.
 *
 * @param ready all is done: the video becomes READY
 * @param percent of the work, 0 to 100; the video's own never falls
 * @param duration seconds
 * @param width of the display in pixels, rotation and pixel aspect applied
 * @param frameRate average frames per second
 */
public record VideoProgress(
        boolean ready,
        boolean playable,
        double percent,
        @Nullable Double duration,
        @Nullable Integer width,
        @Nullable Integer height,
        @Nullable Double frameRate,
        @Nullable SourceFormat source,
        @Nullable List<VideoRendition> renditions) {
    /** The same before the last step. */
    VideoProgress unfinished() {
        return new VideoProgress(
                false, playable || ready, percent, duration, width, height, frameRate, source, renditions);
    }
}
