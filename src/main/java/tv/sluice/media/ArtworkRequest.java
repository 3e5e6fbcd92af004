package tv.sluice.media;

/**
 * Poster and thumbnails to be made.
 *
 * @param sourceKey storage key of the source
 * @param duration seconds from presentation zero
 * @param trial whether this is for the test environment: the pictures are marked, and what lies beyond the duration is left out
 * @param outputPrefix storage key of a folder that this attempt alone writes to
 */
public record ArtworkRequest(
        String sourceKey, VideoTrack track, Timeline timeline, double duration, boolean trial, String outputPrefix) {}
