package tv.sluice.playback;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import tv.sluice.platform.db.Transaction;
import tv.sluice.platform.web.PageRequest;

/** The rows of signing keys. */
@ApplicationScoped
class SigningKeyRepository {
    Uni<Void> add(Transaction tx, SigningKey key) {
        return tx.session().persist(key).chain(tx.session()::flush);
    }

    Uni<Long> count(Transaction tx, String tenantId) {
        return tx.session()
                .createSelectionQuery("select count(*) from SigningKey where tenantId = :tenant", Long.class)
                .setParameter("tenant", tenantId)
                .getSingleResult();
    }

    /** Null if this tenant has none of that id. */
    Uni<SigningKey> find(Transaction tx, String tenantId, String id) {
        return tx.session()
                .createSelectionQuery("from SigningKey where tenantId = :tenant and id = :id", SigningKey.class)
                .setParameter("tenant", tenantId)
                .setParameter("id", id)
                .getSingleResultOrNull();
    }

    Uni<List<SigningKey>> page(Transaction tx, String tenantId, PageRequest page) {
        Mutiny.SelectionQuery<SigningKey> query = tx.session()
                .createSelectionQuery(
                        "from SigningKey where tenantId = :tenant"
                                + (page.before() == null ? "" : " and id < :before")
                                + " order by id desc",
                        SigningKey.class)
                .setParameter("tenant", tenantId)
                .setMaxResults(page.rows());
        if (page.before() != null) {
            query.setParameter("before", page.before());
        }
        return query.getResultList();
    }

    /** How many were there to be deleted. */
    Uni<Integer> remove(Transaction tx, String tenantId, String id) {
        return tx.session()
                .createMutationQuery("delete from SigningKey where tenantId = :tenant and id = :id")
                .setParameter("tenant", tenantId)
                .setParameter("id", id)
                .executeUpdate();
    }
}
