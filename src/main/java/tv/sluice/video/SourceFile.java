package tv.sluice.video;

import org.jspecify.annotations.Nullable;

/**
 * The uploaded file, as far as it is known.
 *
 * @param size bytes
 * @param container format name as FFmpeg's demuxer has it, once probed
 */
public record SourceFile(
        @Nullable String filename,
        long size,
        @Nullable String container,
        @Nullable String videoCodec,
        @Nullable String audioCodec) {
    /** A file of which only name and size are known. */
    public static SourceFile of(@Nullable String filename, long size) {
        return new SourceFile(filename, size, null, null, null);
    }

    SourceFile probed(SourceFormat format) {
        return new SourceFile(filename, size, format.container(), format.videoCodec(), format.audioCodec());
    }
}
