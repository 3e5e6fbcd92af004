package tv.sluice.media;

import org.jspecify.annotations.Nullable;

/**
 * The picture of a source.
 *
 * @param index of the stream in the file
 * @param codec FFmpeg's name: h264, hevc, vp9, …
 * @param width pixels as displayed: rotation applied, pixels square
 * @param height likewise
 * @param rotation degrees clockwise by which the stored picture is turned for display: 0, 90, 180, 270
 * @param frameRate average
 * @param timeBase seconds per tick of the source's times
 * @param colorSpace matrix of the colours (bt709, smpte170m, …), if the file tells
 */
public record VideoTrack(
        int index,
        String codec,
        int width,
        int height,
        int rotation,
        Ratio frameRate,
        Ratio timeBase,
        boolean interlaced,
        String pixelFormat,
        @Nullable String colorSpace) {}
