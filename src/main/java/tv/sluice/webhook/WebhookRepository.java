package tv.sluice.webhook;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import tv.sluice.platform.db.Sweep;
import tv.sluice.platform.db.Transaction;
import tv.sluice.platform.web.PageRequest;

/** The rows of webhooks. */
@ApplicationScoped
class WebhookRepository {
    Uni<Void> add(Transaction tx, Webhook webhook) {
        return tx.session().persist(webhook).chain(tx.session()::flush);
    }

    /** How many of the space are not deleted. */
    Uni<Long> count(Transaction tx, String tenantId) {
        return tx.session()
                .createSelectionQuery(
                        "select count(*) from Webhook where tenantId = :tenant and state <> DELETED", Long.class)
                .setParameter("tenant", tenantId)
                .getSingleResult();
    }

    /** Null if this tenant has none of that id. */
    Uni<Webhook> find(Transaction tx, String tenantId, String id) {
        return byId(tx, tenantId, id).getSingleResultOrNull();
    }

    /** The webhook with its row locked until the end of the transaction; null if there is none. */
    Uni<Webhook> lock(Transaction tx, String tenantId, String id) {
        return byId(tx, tenantId, id)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getSingleResultOrNull();
    }

    Uni<List<Webhook>> page(Transaction tx, String tenantId, PageRequest page) {
        Mutiny.SelectionQuery<Webhook> query = tx.session()
                .createSelectionQuery(
                        "from Webhook where tenantId = :tenant and state <> DELETED"
                                + (page.before() == null ? "" : " and id < :before")
                                + " order by id desc",
                        Webhook.class)
                .setParameter("tenant", tenantId)
                .setMaxResults(page.rows());
        if (page.before() != null) {
            query.setParameter("before", page.before());
        }
        return query.getResultList();
    }

    /** Those of the space that are told what happens. */
    Uni<List<Webhook>> enabled(Transaction tx, String tenantId) {
        return tx.session()
                .createSelectionQuery(
                        "from Webhook where state = ENABLED and tenantId = :tenant order by id", Webhook.class)
                .setParameter("tenant", tenantId)
                .getResultList();
    }

    /** Which spaces, of all tenants, have a webhook that is told what happens. */
    Uni<List<String>> spaces(Transaction tx) {
        return tx.session()
                .createSelectionQuery("select distinct tenantId from Webhook where state = ENABLED", String.class)
                .setComment(Sweep.WEBHOOK_SPACES.comment())
                .getResultList();
    }

    /** Something was taken. */
    Uni<Void> healthy(Transaction tx, Endpoint endpoint) {
        return tx.session()
                .createMutationQuery("update Webhook set failingSince = null, givenUp = 0"
                        + " where tenantId = :tenant and id = :id and failingSince is not null")
                .setParameter("tenant", endpoint.tenantId())
                .setParameter("id", endpoint.webhookId())
                .executeUpdate()
                .replaceWithVoid();
    }

    /** Nothing was taken. */
    Uni<Void> failing(Transaction tx, Endpoint endpoint, Instant now) {
        return tx.session()
                .createMutationQuery("update Webhook set failingSince = :now"
                        + " where tenantId = :tenant and id = :id and failingSince is null")
                .setParameter("now", now)
                .setParameter("tenant", endpoint.tenantId())
                .setParameter("id", endpoint.webhookId())
                .executeUpdate()
                .replaceWithVoid();
    }

    Uni<Void> gaveUp(Transaction tx, Endpoint endpoint, int deliveries) {
        return tx.session()
                .createMutationQuery(
                        "update Webhook set givenUp = givenUp + :more" + " where tenantId = :tenant and id = :id")
                .setParameter("more", deliveries)
                .setParameter("tenant", endpoint.tenantId())
                .setParameter("id", endpoint.webhookId())
                .executeUpdate()
                .replaceWithVoid();
    }

    /** All of the space are to be told nothing any more. */
    Uni<Void> deleteAll(Transaction tx, String tenantId, Instant now) {
        return tx.session()
                .createMutationQuery("update Webhook set state = DELETED, updatedAt = :now"
                        + " where tenantId = :tenant and state <> DELETED")
                .setParameter("now", now)
                .setParameter("tenant", tenantId)
                .executeUpdate()
                .replaceWithVoid();
    }

    /** Whether a row is left of the space, be it deleted. */
    Uni<Boolean> hasAny(Transaction tx, String tenantId) {
        return tx.session()
                .createSelectionQuery("select count(*) from Webhook where tenantId = :tenant", Long.class)
                .setParameter("tenant", tenantId)
                .getSingleResult()
                .map(rows -> rows > 0);
    }

    /** Some, of all tenants, whose log is to be cleared away. */
    Uni<List<Webhook>> deleted(Transaction tx, int limit) {
        return tx.session()
                .createSelectionQuery("from Webhook where state = DELETED", Webhook.class)
                .setComment(Sweep.DELETED_WEBHOOKS.comment())
                .setMaxResults(limit)
                .getResultList();
    }

    Uni<Void> remove(Transaction tx, Endpoint endpoint) {
        return tx.session()
                .createMutationQuery("delete from Webhook where tenantId = :tenant and id = :id and state = DELETED")
                .setParameter("tenant", endpoint.tenantId())
                .setParameter("id", endpoint.webhookId())
                .executeUpdate()
                .replaceWithVoid();
    }

    private static Mutiny.SelectionQuery<Webhook> byId(Transaction tx, String tenantId, String id) {
        return tx.session()
                .createSelectionQuery(
                        "from Webhook where tenantId = :tenant and id = :id and state <> DELETED", Webhook.class)
                .setParameter("tenant", tenantId)
                .setParameter("id", id);
    }
}
