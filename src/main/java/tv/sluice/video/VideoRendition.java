package tv.sluice.video;

import org.jspecify.annotations.Nullable;

/**
 * One encoded version of the picture or the sound, as the catalogue shows it.
 *
 * @param codecs RFC 6381
 * @param bandwidth peak segment bit rate, bit/s
 * @param averageBandwidth bit/s
 * @param size bytes stored
 */
public record VideoRendition(
        String id,
        Kind kind,
        String codecs,
        @Nullable Integer width,
        @Nullable Integer height,
        @Nullable Double frameRate,
        long bandwidth,
        long averageBandwidth,
        @Nullable Long size) {
    /** Picture or sound. */
    public enum Kind {
        VIDEO,
        AUDIO
    }
}
