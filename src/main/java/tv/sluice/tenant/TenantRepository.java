package tv.sluice.tenant;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.db.Sweep;
import tv.sluice.platform.db.Transaction;
import tv.sluice.platform.web.PageRequest;

/** The rows of tenants and their domains. */
@ApplicationScoped
class TenantRepository {
    Uni<Boolean> isEmpty(Transaction tx) {
        return tx.session()
                .createSelectionQuery("select id from Tenant", String.class)
                .setComment(Sweep.TENANTS.comment())
                .setMaxResults(1)
                .getResultList()
                .map(List::isEmpty);
    }

    Uni<Void> add(Transaction tx, Tenant tenant) {
        return tx.session().persist(tenant).chain(tx.session()::flush);
    }

    Uni<Void> flush(Transaction tx) {
        return tx.session().flush();
    }

    /** Null if there is none of that id. */
    Uni<Tenant> find(Transaction tx, String id) {
        return byId(tx, id).getSingleResultOrNull();
    }

    /** The tenant with its row locked until the end of the transaction. */
    Uni<Tenant> lock(Transaction tx, String id) {
        return byId(tx, id).setLockMode(LockModeType.PESSIMISTIC_WRITE).getSingleResultOrNull();
    }

    Uni<List<Tenant>> page(Transaction tx, @Nullable TenantState state, @Nullable String externalId, PageRequest page) {
        Mutiny.SelectionQuery<Tenant> query = tx.session()
                .createSelectionQuery(
                        "from Tenant where 1 = 1"
                                + (page.before() == null ? "" : " and id < :before")
                                + (state == null ? "" : " and state = :state")
                                + (externalId == null ? "" : " and externalId = :external")
                                + " order by id desc",
                        Tenant.class)
                .setComment(Sweep.TENANTS.comment())
                .setMaxResults(page.rows());
        if (page.before() != null) {
            query.setParameter("before", page.before());
        }
        if (state != null) {
            query.setParameter("state", state);
        }
        if (externalId != null) {
            query.setParameter("external", externalId);
        }
        return query.getResultList();
    }

    /** Those of the domains that belong to another tenant. */
    Uni<List<TenantDomain>> othersDomains(Transaction tx, String tenantId, List<String> domains) {
        return tx.session()
                .createSelectionQuery(
                        "from TenantDomain where domain in :domains and tenantId <> :tenant", TenantDomain.class)
                .setComment(Sweep.TENANT_OF_DOMAIN.comment())
                .setParameter("domains", domains)
                .setParameter("tenant", tenantId)
                .getResultList();
    }

    Uni<Void> addDomains(Transaction tx, String tenantId, List<String> domains) {
        return tx.session()
                .persistAll(domains.stream()
                        .map(domain -> new TenantDomain(domain, tenantId))
                        .toArray())
                .chain(tx.session()::flush);
    }

    Uni<Integer> removeDomains(Transaction tx, String tenantId) {
        return tx.session()
                .createMutationQuery("delete from TenantDomain where tenantId = :tenant")
                .setParameter("tenant", tenantId)
                .executeUpdate();
    }

    /** Deleted tenants of which there may still be data. */
    Uni<List<String>> toBeCleared(Transaction tx, int limit) {
        return tx.session()
                .createSelectionQuery(
                        "select id from Tenant where state = DELETED and clearedAt is null order by id", String.class)
                .setComment(Sweep.TENANTS.comment())
                .setMaxResults(limit)
                .getResultList();
    }

    Uni<Void> cleared(Transaction tx, String id, Instant now) {
        return tx.session()
                .createMutationQuery("update Tenant set clearedAt = :now where id = :id")
                .setParameter("now", now)
                .setParameter("id", id)
                .executeUpdate()
                .replaceWithVoid();
    }

    /** Whether a row was refused because another has the same unique value. */
    static boolean isDuplicate(Throwable failure) {
        return failure instanceof ConstraintViolationException violation
                && violation.getKind() == ConstraintViolationException.ConstraintKind.UNIQUE;
    }

    private static Mutiny.SelectionQuery<Tenant> byId(Transaction tx, String id) {
        return tx.session()
                .createSelectionQuery("from Tenant where id = :id", Tenant.class)
                .setParameter("id", id);
    }
}
