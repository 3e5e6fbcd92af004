package tv.sluice.media;

import org.jspecify.annotations.Nullable;

/**
 * What an uploaded file is. It has a picture, or sound, or both.
 *
 * @param container short name: mp4, webm, matroska, mpegts, …
 * @param size bytes
 * @param duration seconds, by the container's word; {@link ChunkPlan#duration} is exact
 */
public record SourceInfo(
        String container,
        long size,
        double duration,
        @Nullable VideoTrack video,
        @Nullable AudioTrack audio) {}
