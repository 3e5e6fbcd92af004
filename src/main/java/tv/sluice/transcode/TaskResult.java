package tv.sluice.transcode;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tv.sluice.cmaf.PicturePack;
import tv.sluice.media.ChunkPlan;
import tv.sluice.media.EncodedRendition;
import tv.sluice.media.SourceInfo;

/** What a task brought. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = TaskResult.Probed.class, name = "PROBE"),
    @JsonSubTypes.Type(value = TaskResult.AudioEncoded.class, name = "AUDIO"),
    @JsonSubTypes.Type(value = TaskResult.ChunkEncoded.class, name = "VIDEO_CHUNK"),
    @JsonSubTypes.Type(value = TaskResult.ArtworkMade.class, name = "ARTWORK")
})
sealed interface TaskResult {
    /**
     * What the source carries.
     *
     * @param plan where the picture is cut; null if there is none
     */
    record Probed(SourceInfo source, @Nullable ChunkPlan plan) implements TaskResult {}

    /** The sound. */
    record AudioEncoded(EncodedRendition rendition) implements TaskResult {}

    /** One stretch of the picture in all sizes, in the order of the rungs asked for. */
    record ChunkEncoded(List<EncodedRendition> renditions) implements TaskResult {
        public ChunkEncoded {
            renditions = List.copyOf(renditions);
        }
    }

    /** The pictures. */
    record ArtworkMade(PicturePack pictures) implements TaskResult {}

    /** Which kind of task brings such a result. */
    default TaskKind taskKind() {
        return switch (this) {
            case Probed probed -> TaskKind.PROBE;
            case AudioEncoded audio -> TaskKind.AUDIO;
            case ChunkEncoded chunk -> TaskKind.VIDEO_CHUNK;
            case ArtworkMade artwork -> TaskKind.ARTWORK;
        };
    }
}
