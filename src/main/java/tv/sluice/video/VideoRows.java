package tv.sluice.video;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.db.Rows;

/** Videos read row by row, without a session: for {@code GET} of a single one, which is what clients ask for most. */
@ApplicationScoped
class VideoRows {
    private static final String SELECT =
            "select id, tenant_id, external_id, title, description, state, playable, progress, error_code, error_message, duration, width,"
                    + " height, frame_rate, source, renditions, playback_ids, version, expires_at, created_at,"
                    + " updated_at from video";
    private static final SourceFileColumn SOURCE = new SourceFileColumn();
    private static final RenditionsColumn RENDITIONS = new RenditionsColumn();
    private static final PlaybackNamesColumn PLAYBACK_IDS = new PlaybackNamesColumn();
    private static final String NONE = "[]";

    private final Rows rows;

    VideoRows(Rows rows) {
        this.rows = rows;
    }

    /** The video, if this tenant has one of that id; its changes are saved nowhere. */
    Uni<Optional<Video>> find(String tenantId, String id) {
        return rows.find(SELECT, tenantId, id).map(row -> row.map(Video::new));
    }

    static @Nullable SourceFile source(@Nullable String column) {
        return SOURCE.convertToEntityAttribute(column);
    }

    static List<VideoRendition> renditions(String column) {
        return column.equals(NONE) ? List.of() : Objects.requireNonNull(RENDITIONS.convertToEntityAttribute(column));
    }

    static List<PlaybackName> playbackIds(String column) {
        return column.equals(NONE) ? List.of() : Objects.requireNonNull(PLAYBACK_IDS.convertToEntityAttribute(column));
    }
}
