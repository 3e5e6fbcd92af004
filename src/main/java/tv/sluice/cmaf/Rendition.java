package tv.sluice.cmaf;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One encoded version of the picture or the sound. Width, height and frame rate are 0 for audio, channels and sample rate 0 for
 * video.
 *
 * @param id unique per job, so everything published under it is immutable
 * @param codecs RFC 6381 string
 * @param timescale ticks per second of all durations
 * @param frameRate average frames per second
 * @param language BCP 47 tag, if known
 * @param init the bytes a player needs before the first segment
 * @param chunks objects that hold the segments, in order, without a hole
 */
public record Rendition(
        String id,
        Kind kind,
        String codecs,
        int timescale,
        int width,
        int height,
        double frameRate,
        int channels,
        int sampleRate,
        @Nullable String language,
        ObjectRegion init,
        List<ChunkObject> chunks) {
    private static final Pattern TAG = Pattern.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*");

    /** What a rendition carries. */
    public enum Kind {
        VIDEO,
        AUDIO
    }

    public Rendition {
        if (timescale <= 0) {
            throw new IllegalArgumentException("Timescale must be positive, was " + timescale);
        }
        chunks = List.copyOf(chunks);
    }

    /** The language, if it is known and safe to write into a playlist. */
    Optional<String> knownLanguage() {
        return Optional.ofNullable(language).filter(tag -> TAG.matcher(tag).matches() && !tag.equals("und"));
    }
}
