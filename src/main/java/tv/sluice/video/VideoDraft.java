package tv.sluice.video;

import org.jspecify.annotations.Nullable;

/**
 * What a new video is to be.
 *
 * @param externalId the tenant's own id, unique among its videos
 * @param playbackPolicy of the playback id that the video gets with its creation
 */
public record VideoDraft(
        @Nullable String title,
        @Nullable String description,
        @Nullable String externalId,
        PlaybackPolicy playbackPolicy) {}
