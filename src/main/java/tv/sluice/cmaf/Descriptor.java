package tv.sluice.cmaf;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a video is made of: its renditions with the place of every segment, and its pictures. The one object that delivery
 * reads; playlists and manifests are computed from it.
 *
 * @param version grows with every replacement of the object
 * @param complete false while chunks are still being encoded: each rendition then holds a prefix of its segments
 * @param duration seconds of the whole video, also while it is incomplete
 */
public record Descriptor(
        int version,
        String videoId,
        String tenantId,
        String jobId,
        boolean complete,
        double duration,
        List<Rendition> renditions,
        @Nullable PicturePack pictures) {

    public Descriptor {
        renditions = List.copyOf(renditions);
    }

    /** The rendition with this id. */
    public Optional<Rendition> find(String renditionId) {
        for (Rendition rendition : renditions) {
            if (rendition.id().equals(renditionId)) {
                return Optional.of(rendition);
            }
        }
        return Optional.empty();
    }

    /** The renditions of one kind, in the descriptor's order. */
    public List<Rendition> ofKind(Rendition.Kind kind) {
        return renditions.stream().filter(r -> r.kind() == kind).toList();
    }
}
