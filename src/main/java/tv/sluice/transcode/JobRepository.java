package tv.sluice.transcode;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import tv.sluice.platform.db.Transaction;
import tv.sluice.platform.web.PageRequest;

/** The rows of jobs. */
@ApplicationScoped
class JobRepository {
    Uni<Void> add(Transaction tx, TranscodeJob job) {
        return tx.session().persist(job).chain(tx.session()::flush);
    }

    /** The job; null if there is none. */
    Uni<TranscodeJob> find(Transaction tx, String tenantId, String id) {
        return byId(tx, tenantId, id).getSingleResultOrNull();
    }

    /** The job with its row locked until the end of the transaction; null if there is none. */
    Uni<TranscodeJob> lock(Transaction tx, String tenantId, String id) {
        return byId(tx, tenantId, id)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getSingleResultOrNull();
    }

    Uni<List<TranscodeJob>> page(Transaction tx, String tenantId, JobFilter filter, PageRequest page) {
        Mutiny.SelectionQuery<TranscodeJob> query = tx.session()
                .createSelectionQuery(
                        "from TranscodeJob where tenantId = :tenant"
                                + (page.before() == null ? "" : " and id < :before")
                                + (filter.videoId() == null ? "" : " and videoId = :video")
                                + (filter.state() == null ? "" : " and state = :state")
                                + " order by id desc",
                        TranscodeJob.class)
                .setParameter("tenant", tenantId)
                .setMaxResults(page.rows());
        if (page.before() != null) {
            query.setParameter("before", page.before());
        }
        if (filter.videoId() != null) {
            query.setParameter("video", filter.videoId());
        }
        if (filter.state() != null) {
            query.setParameter("state", filter.state());
        }
        return query.getResultList();
    }

    Uni<Void> deleteOfVideo(Transaction tx, String tenantId, String videoId) {
        return tx.session()
                .createMutationQuery("delete from TranscodeJob where tenantId = :tenant and videoId = :video")
                .setParameter("tenant", tenantId)
                .setParameter("video", videoId)
                .executeUpdate()
                .replaceWithVoid();
    }

    private static Mutiny.SelectionQuery<TranscodeJob> byId(Transaction tx, String tenantId, String id) {
        return tx.session()
                .createSelectionQuery("from TranscodeJob where tenantId = :tenant and id = :id", TranscodeJob.class)
                .setParameter("tenant", tenantId)
                .setParameter("id", id);
    }
}
