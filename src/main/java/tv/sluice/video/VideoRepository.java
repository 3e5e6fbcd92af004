package tv.sluice.video;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.reactive.mutiny.Mutiny;
import tv.sluice.platform.db.Sweep;
import tv.sluice.platform.db.Transaction;

/** The rows of videos. */
@ApplicationScoped
class VideoRepository {
    Uni<Void> add(Transaction tx, Video video) {
        return tx.session().persist(video).chain(tx.session()::flush);
    }

    Uni<Video> find(Transaction tx, String tenantId, String id) {
        return byId(tx, tenantId, id).getSingleResultOrNull();
    }

    /** The video with its row locked until the end of the transaction. */
    Uni<Video> lock(Transaction tx, String tenantId, String id) {
        return byId(tx, tenantId, id)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getSingleResultOrNull();
    }

    Uni<List<Video>> page(Transaction tx, String tenantId, VideoQuery query) {
        VideoListing listing = VideoListing.of(tenantId, query);
        Mutiny.SelectionQuery<Video> selection = tx.session().createSelectionQuery(listing.text(), Video.class);
        listing.parameters().forEach(selection::setParameter);
        return selection.setMaxResults(query.rows()).getResultList();
    }

    Uni<List<Video>> some(Transaction tx, String tenantId, Set<String> ids) {
        return tx.session()
                .createSelectionQuery("from Video where tenantId = :tenant and id in :ids", Video.class)
                .setParameter("tenant", tenantId)
                .setParameter("ids", ids)
                .getResultList();
    }

    /** Videos of all tenants whose time is over, those first whose time was over first. */
    Uni<List<Video>> expired(Transaction tx, Instant now, int limit) {
        return tx.session()
                .createSelectionQuery("from Video where expiresAt <= :now order by expiresAt, id", Video.class)
                .setComment(Sweep.EXPIRED_VIDEOS.comment())
                .setParameter("now", now)
                .setMaxResults(limit)
                .getResultList();
    }

    Uni<Void> remove(Transaction tx, Video video) {
        return tx.session().remove(video).chain(tx.session()::flush);
    }

    Uni<Void> flush(Transaction tx) {
        return tx.session().flush();
    }

    /** Whether a row was refused because another has the same unique value. */
    static boolean isDuplicate(Throwable failure) {
        return failure instanceof ConstraintViolationException violation
                && violation.getKind() == ConstraintViolationException.ConstraintKind.UNIQUE;
    }

    private static Mutiny.SelectionQuery<Video> byId(Transaction tx, String tenantId, String id) {
        return tx.session()
                .createSelectionQuery("from Video where tenantId = :tenant and id = :id", Video.class)
                .setParameter("tenant", tenantId)
                .setParameter("id", id);
    }
}
