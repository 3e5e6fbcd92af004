package tv.sluice.media;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The whole sound of a source to be encoded. Mono stays mono, all else becomes stereo; 44.1 and 48 kHz stay, all else becomes
 * 48 kHz.
 *
 * @param sourceKey storage key of the source
 * @param timeline of the picture, to whose first frame the sound is aligned; null if there is none: then the first sample is zero
 * @param duration seconds to be expected, for progress and limits
 * @param segment nominal length of a segment
 * @param bitRate bits per second
 * @param trial whether this is for the test environment: what lies beyond the duration is left out
 * @param outputPrefix storage key of a folder that this attempt alone writes to
 */
public record AudioRequest(
        String sourceKey,
        AudioTrack track,
        @Nullable Timeline timeline,
        double duration,
        Duration segment,
        String renditionId,
        int bitRate,
        boolean trial,
        String outputPrefix) {}
