package tv.sluice.media;

import org.jspecify.annotations.Nullable;

/**
 * The sound of a source.
 *
 * @param index of the stream in the file
 * @param codec FFmpeg's name: aac, mp3, opus, …
 * @param sampleRate samples per second
 * @param language as the file has it, usually ISO 639-2
 */
public record AudioTrack(
        int index,
        String codec,
        int channels,
        int sampleRate,
        @Nullable String language) {}
