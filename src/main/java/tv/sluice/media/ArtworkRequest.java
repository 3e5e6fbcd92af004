package tv.sluice.media;

/**
 * Poster and thumbnails to be made.
 *
 * @param sourceKey storage key of the source
 * @param duration seconds from presentation zero
 * @param outputPrefix storage key of a folder that this attempt alone writes to
 */
public record ArtworkRequest(
        String sourceKey, VideoTrack track, Timeline timeline, double duration, String outputPrefix) {}
