package tv.sluice.cmaf;

/**
 * What a track carries, from its sample description. Numbers that do not apply are 0.
 *
 * @param codecs RFC 6381 string
 * @param timescale of the output
 * @param language ISO 639-2 code of the media header, {@code und} if unknown
 * @param encoderDelay ticks of priming before the sound begins, which the edit list hides
 */
public record TrackFormat(
        Rendition.Kind kind,
        String codecs,
        int timescale,
        int width,
        int height,
        int channels,
        int sampleRate,
        String language,
        long encoderDelay) {}
