package tv.sluice.platform.deletion;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import tv.sluice.platform.db.Sweep;
import tv.sluice.platform.db.Transaction;

/** The rows of what is to be deleted. */
@ApplicationScoped
class DeletionRepository {
    Uni<Void> add(Transaction tx, List<Deletion> deletions) {
        return tx.session().persistAll(deletions.toArray());
    }

    /** Those that are due, of all tenants. */
    Uni<List<Deletion>> due(Transaction tx, Instant now, int limit) {
        return tx.session()
                .createSelectionQuery("from Deletion where dueAt <= :now order by dueAt, id", Deletion.class)
                .setComment(Sweep.DUE_DELETIONS.comment())
                .setParameter("now", now)
                .setMaxResults(limit)
                .getResultList();
    }

    Uni<Integer> remove(Transaction tx, List<String> ids) {
        return tx.session()
                .createMutationQuery("delete from Deletion where id in (:ids)")
                .setComment(Sweep.DUE_DELETIONS.comment())
                .setParameter("ids", ids)
                .executeUpdate();
    }
}
