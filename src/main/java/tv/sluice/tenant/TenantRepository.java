package tv.sluice.tenant;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.hibernate.exception.ConstraintViolationException;
import tv.sluice.platform.db.Transaction;

/** The rows of tenants and API keys. */
@ApplicationScoped
class TenantRepository {
    Uni<Boolean> isEmpty(Transaction tx) {
        return tx.session()
                .createSelectionQuery("select id from Tenant", String.class)
                .setMaxResults(1)
                .getResultList()
                .map(ids -> ids.isEmpty());
    }

    Uni<Void> add(Transaction tx, Tenant tenant, ApiKey key) {
        return tx.session().persistAll(tenant, key).chain(tx.session()::flush);
    }

    /** The key with this hash, of whichever tenant; null if there is none. */
    Uni<ApiKey> find(Transaction tx, KeyHash hash) {
        return tx.session()
                .createSelectionQuery("from ApiKey where hash = :hash", ApiKey.class)
                .setParameter("hash", hash.bytes())
                .getSingleResultOrNull();
    }

    static boolean isDuplicate(Throwable failure) {
        return failure instanceof ConstraintViolationException;
    }
}
