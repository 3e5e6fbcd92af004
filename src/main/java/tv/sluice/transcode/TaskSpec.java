package tv.sluice.transcode;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tv.sluice.media.AudioTrack;
import tv.sluice.media.ChunkSpan;
import tv.sluice.media.Timeline;
import tv.sluice.media.VideoRung;
import tv.sluice.media.VideoTrack;

/** The exact parameters of a task; the worker decides nothing itself. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = TaskSpec.Probe.class, name = "PROBE"),
    @JsonSubTypes.Type(value = TaskSpec.Audio.class, name = "AUDIO"),
    @JsonSubTypes.Type(value = TaskSpec.VideoChunk.class, name = "VIDEO_CHUNK"),
    @JsonSubTypes.Type(value = TaskSpec.Artwork.class, name = "ARTWORK")
})
sealed interface TaskSpec {
    /**
     * Look into the source and find where it can be cut.
     *
     * @param segment nominal duration of a segment
     * @param most what comes later than this is left out; null leaves out nothing
     */
    record Probe(
            Duration segment,
            int segmentsPerChunk,
            @Nullable Duration most) implements TaskSpec {}

    /**
     * Encode the sound.
     *
     * @param timeline of the picture; null if there is none
     * @param duration seconds
     * @param bitRate bit/s
     * @param trial whether to leave out what lies beyond the duration
     */
    record Audio(
            AudioTrack track,
            @Nullable Timeline timeline,
            double duration,
            Duration segment,
            String renditionId,
            int bitRate,
            boolean trial)
            implements TaskSpec {}

    /**
     * Encode one stretch of the picture, all sizes from one decoding.
     *
     * @param trial whether to mark the picture as made in the test environment
     */
    record VideoChunk(
            VideoTrack track,
            Timeline timeline,
            ChunkSpan chunk,
            Duration segment,
            List<VideoRung> rungs,
            boolean trial)
            implements TaskSpec {
        public VideoChunk {
            rungs = List.copyOf(rungs);
        }
    }

    /**
     * Make the pictures.
     *
     * @param duration seconds
     * @param trial whether to mark the pictures as made in the test environment
     */
    record Artwork(VideoTrack track, Timeline timeline, double duration, boolean trial) implements TaskSpec {}

    /** What such a task does. */
    default TaskKind taskKind() {
        return switch (this) {
            case Probe probe -> TaskKind.PROBE;
            case Audio audio -> TaskKind.AUDIO;
            case VideoChunk chunk -> TaskKind.VIDEO_CHUNK;
            case Artwork artwork -> TaskKind.ARTWORK;
        };
    }
}
