package tv.sluice.member;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.db.Sweep;
import tv.sluice.platform.db.Transaction;
import tv.sluice.platform.web.PageRequest;

/** The rows of grants. */
@ApplicationScoped
class GrantRepository {
    Uni<Void> add(Transaction tx, OperatorGrant grant) {
        return tx.session().persist(grant).chain(tx.session()::flush);
    }

    Uni<Void> flush(Transaction tx) {
        return tx.session().flush();
    }

    /** Null if this tenant has none of that id. */
    Uni<OperatorGrant> find(Transaction tx, String tenantId, String id) {
        return ofTenant(tx, tenantId, id).getSingleResultOrNull();
    }

    Uni<OperatorGrant> lock(Transaction tx, String tenantId, String id) {
        return ofTenant(tx, tenantId, id)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getSingleResultOrNull();
    }

    private static Mutiny.SelectionQuery<OperatorGrant> ofTenant(Transaction tx, String tenantId, String id) {
        return tx.session()
                .createSelectionQuery("from OperatorGrant where tenantId = :tenant and id = :id", OperatorGrant.class)
                .setParameter("tenant", tenantId)
                .setParameter("id", id);
    }

    /** Null if this operator has none of that id. An operator's own grants are for any tenant, which only they say. */
    Uni<OperatorGrant> ofOperator(Transaction tx, String operatorId, String id) {
        return tx.session()
                .createSelectionQuery(
                        "from OperatorGrant where operatorId = :operator and id = :id", OperatorGrant.class)
                .setComment(Sweep.GRANTS_OF_OPERATOR.comment())
                .setParameter("operator", operatorId)
                .setParameter("id", id)
                .getSingleResultOrNull();
    }

    Uni<List<OperatorGrant>> pageOfTenant(
            Transaction tx, String tenantId, @Nullable GrantState state, PageRequest page, Instant now) {
        return page(tx, "tenantId", tenantId, state, page, now).getResultList();
    }

    Uni<List<OperatorGrant>> pageOfOperator(
            Transaction tx, String operatorId, @Nullable GrantState state, PageRequest page, Instant now) {
        return page(tx, "operatorId", operatorId, state, page, now)
                .setComment(Sweep.GRANTS_OF_OPERATOR.comment())
                .getResultList();
    }

    private static Mutiny.SelectionQuery<OperatorGrant> page(
            Transaction tx, String field, String whose, @Nullable GrantState state, PageRequest page, Instant now) {
        Mutiny.SelectionQuery<OperatorGrant> query = tx.session()
                .createSelectionQuery(
                        "from OperatorGrant where " + field + " = :whose"
                                + (page.before() == null ? "" : " and id < :before")
                                + inState(state)
                                + " order by id desc",
                        OperatorGrant.class)
                .setParameter("whose", whose)
                .setMaxResults(page.rows());
        if (page.before() != null) {
            query.setParameter("before", page.before());
        }
        if (state != null) {
            query.setParameter("state", state);
        }
        if (state == GrantState.ACTIVE || state == GrantState.EXPIRED) {
            query.setParameter("now", now);
        }
        return query;
    }

    /** A grant whose time is over is EXPIRED even if its row does not say so yet. */
    private static String inState(@Nullable GrantState state) {
        if (state == null) {
            return "";
        }
        return switch (state) {
            case ACTIVE -> " and state = :state and expiresAt > :now";
            case ENDED -> " and state = :state";
            case EXPIRED -> " and (state = :state or state = ACTIVE and expiresAt <= :now)";
        };
    }

    Uni<Integer> endAll(Transaction tx, String tenantId, Instant now) {
        return tx.session()
                .createMutationQuery("update OperatorGrant set state = :ended, endedAt = :now"
                        + " where tenantId = :tenant and state = :active")
                .setParameter("ended", GrantState.ENDED)
                .setParameter("now", now)
                .setParameter("tenant", tenantId)
                .setParameter("active", GrantState.ACTIVE)
                .executeUpdate();
    }

    /** Grants of any tenant whose time is over. */
    Uni<List<OperatorGrant>> due(Transaction tx, Instant now, int max) {
        return tx.session()
                .createSelectionQuery(
                        "from OperatorGrant where state = :active and expiresAt <= :now order by expiresAt, id",
                        OperatorGrant.class)
                .setComment(Sweep.EXPIRED_GRANTS.comment())
                .setParameter("active", GrantState.ACTIVE)
                .setParameter("now", now)
                .setMaxResults(max)
                .getResultList();
    }
}
