package tv.sluice.webhook;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.db.Sweep;
import tv.sluice.platform.db.Transaction;
import tv.sluice.platform.id.Ids;
import tv.sluice.platform.web.PageRequest;

/** The rows of deliveries and attempts as the log that people read. */
@ApplicationScoped
class LogRepository {
    /** A deleted webhook's log is being cleared away. */
    private static final String NOT_OF_DELETED = " and not exists (select 1 from Webhook w"
            + " where w.tenantId = d.tenantId and w.id = d.webhookId and w.state = DELETED)";

    /** Which deliveries a list holds; null means any. */
    record Filter(
            @Nullable String webhookId,
            @Nullable String eventId,
            @Nullable DeliveryState state) {}

    Uni<List<Delivery>> page(Transaction tx, String tenantId, Filter filter, PageRequest page) {
        Mutiny.SelectionQuery<Delivery> query = tx.session()
                .createSelectionQuery(
                        "from Delivery d where d.tenantId = :tenant"
                                + (page.before() == null ? "" : " and d.id < :before")
                                + (filter.webhookId() == null ? "" : " and d.webhookId = :webhook")
                                + (filter.eventId() == null ? "" : " and d.eventId = :event")
                                + (filter.state() == null ? "" : " and d.state = :state")
                                + NOT_OF_DELETED + " order by d.id desc",
                        Delivery.class)
                .setParameter("tenant", tenantId)
                .setMaxResults(page.rows());
        if (page.before() != null) {
            query.setParameter("before", page.before());
        }
        if (filter.webhookId() != null) {
            query.setParameter("webhook", filter.webhookId());
        }
        if (filter.eventId() != null) {
            query.setParameter("event", filter.eventId());
        }
        if (filter.state() != null) {
            query.setParameter("state", filter.state());
        }
        return query.getResultList();
    }

    /** Null if this tenant has none of that id. */
    Uni<Delivery> find(Transaction tx, String tenantId, String id) {
        return tx.session()
                .createSelectionQuery(
                        "from Delivery d where d.tenantId = :tenant and d.id = :id" + NOT_OF_DELETED, Delivery.class)
                .setParameter("tenant", tenantId)
                .setParameter("id", id)
                .getSingleResultOrNull();
    }

    /** The same with what is sent. */
    Uni<QueuedDelivery> findWhole(Transaction tx, String tenantId, String id) {
        return tx.session()
                .createSelectionQuery(
                        "from QueuedDelivery d where d.tenantId = :tenant and d.id = :id" + NOT_OF_DELETED,
                        QueuedDelivery.class)
                .setParameter("tenant", tenantId)
                .setParameter("id", id)
                .getSingleResultOrNull();
    }

    /** What was sent in all attempts, cut to this length. */
    Uni<String> body(Transaction tx, String tenantId, String id, int length) {
        return tx.session()
                .createSelectionQuery(
                        "select left(body, :length) from QueuedDelivery where tenantId = :tenant and id = :id",
                        String.class)
                .setParameter("length", length)
                .setParameter("tenant", tenantId)
                .setParameter("id", id)
                .getSingleResult();
    }

    /** The last attempts, the last one first. */
    Uni<List<Attempt>> attempts(Transaction tx, String tenantId, String deliveryId, int limit) {
        return tx.session()
                .createSelectionQuery(
                        "from Attempt where tenantId = :tenant and deliveryId = :delivery order by number desc, id desc",
                        Attempt.class)
                .setParameter("tenant", tenantId)
                .setParameter("delivery", deliveryId)
                .setMaxResults(limit)
                .getResultList();
    }

    /** Which of the events the endpoint has taken, or is about to be sent. */
    Uni<List<String>> takenOrPending(Transaction tx, Endpoint endpoint, Collection<String> eventIds) {
        return tx.session()
                .createSelectionQuery(
                        "select distinct eventId from Delivery where tenantId = :tenant and eventId in (:events)"
                                + " and webhookId = :webhook and state in (SUCCEEDED, PENDING)",
                        String.class)
                .setParameter("tenant", endpoint.tenantId())
                .setParameter("events", eventIds)
                .setParameter("webhook", endpoint.webhookId())
                .getResultList();
    }

    /** Removes some of a webhook's log and says how many deliveries that were. */
    Uni<Integer> clear(Transaction tx, Endpoint endpoint, int limit) {
        return tx.session()
                .createSelectionQuery(
                        "select id from Delivery where tenantId = :tenant and webhookId = :webhook", String.class)
                .setParameter("tenant", endpoint.tenantId())
                .setParameter("webhook", endpoint.webhookId())
                .setMaxResults(limit)
                .getResultList()
                .chain(ids -> remove(tx, endpoint.tenantId(), ids));
    }

    private static Uni<Integer> remove(Transaction tx, String tenantId, List<String> deliveries) {
        if (deliveries.isEmpty()) {
            return Uni.createFrom().item(0);
        }
        return tx.session()
                .createMutationQuery("delete from Attempt where tenantId = :tenant and deliveryId in (:ids)")
                .setParameter("tenant", tenantId)
                .setParameter("ids", deliveries)
                .executeUpdate()
                .chain(() -> tx.session()
                        .createMutationQuery("delete from QueuedDelivery where tenantId = :tenant and id in (:ids)")
                        .setParameter("tenant", tenantId)
                        .setParameter("ids", deliveries)
                        .executeUpdate());
    }

    /** Removes some of what was made before this instant, of all tenants, and says how many rows; ids tell the time. */
    Uni<Integer> removeOlder(Transaction tx, Instant than, int limit) {
        List<Uni<Integer>> removed = new ArrayList<>();
        removed.add(removeBefore(tx, "webhook_attempt", Ids.first(Attempt.PREFIX, than), "", limit));
        removed.add(removeBefore(
                tx, "webhook_delivery", Ids.first(Delivery.PREFIX, than), " and state <> 'PENDING'", limit));
        return removed.getFirst().chain(attempts -> removed.getLast().map(deliveries -> attempts + deliveries));
    }

    private static Uni<Integer> removeBefore(Transaction tx, String table, String id, String only, int limit) {
        return tx.session()
                .createNativeQuery(Sweep.OLD_DELIVERIES.prefix() + "delete from " + table + " where id < :id" + only
                        + " order by id limit " + limit)
                .setParameter("id", id)
                .executeUpdate();
    }
}
