package tv.sluice.playback;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.db.Transaction;
import tv.sluice.platform.web.PageRequest;

/** The rows of playback ids. */
@ApplicationScoped
class PlaybackIdRepository {
    Uni<Void> add(Transaction tx, PlaybackId playbackId) {
        return tx.session().persist(playbackId).chain(tx.session()::flush);
    }

    /** Null if this tenant has none of that id. */
    Uni<PlaybackId> find(Transaction tx, String tenantId, String id) {
        return tx.session()
                .createSelectionQuery("from PlaybackId where tenantId = :tenant and id = :id", PlaybackId.class)
                .setParameter("tenant", tenantId)
                .setParameter("id", id)
                .getSingleResultOrNull();
    }

    Uni<List<PlaybackId>> ofVideo(Transaction tx, String tenantId, String videoId) {
        return tx.session()
                .createSelectionQuery(
                        "from PlaybackId where tenantId = :tenant and videoId = :video order by id", PlaybackId.class)
                .setParameter("tenant", tenantId)
                .setParameter("video", videoId)
                .getResultList();
    }

    Uni<List<PlaybackId>> page(Transaction tx, String tenantId, @Nullable String videoId, PageRequest page) {
        Mutiny.SelectionQuery<PlaybackId> query = tx.session()
                .createSelectionQuery(
                        "from PlaybackId where tenantId = :tenant"
                                + (page.before() == null ? "" : " and id < :before")
                                + (videoId == null ? "" : " and videoId = :video")
                                + " order by id desc",
                        PlaybackId.class)
                .setParameter("tenant", tenantId)
                .setMaxResults(page.rows());
        if (page.before() != null) {
            query.setParameter("before", page.before());
        }
        if (videoId != null) {
            query.setParameter("video", videoId);
        }
        return query.getResultList();
    }

    /** How many were there to be deleted. */
    Uni<Integer> remove(Transaction tx, String tenantId, List<String> ids) {
        return tx.session()
                .createMutationQuery("delete from PlaybackId where tenantId = :tenant and id in (:ids)")
                .setParameter("tenant", tenantId)
                .setParameter("ids", ids)
                .executeUpdate();
    }
}
