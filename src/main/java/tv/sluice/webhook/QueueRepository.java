package tv.sluice.webhook;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hibernate.LockMode;
import tv.sluice.platform.db.Sweep;
import tv.sluice.platform.db.Transaction;

/** The rows of deliveries as the queue that they are until they are taken or given up. */
@ApplicationScoped
class QueueRepository {
    private static final int INSERTS_AT_ONCE = 100;

    /** A delivery that is due. */
    record Due(String id, String lane, long seq) {}

    /** The first delivery of a lane. */
    record First(String lane, long seq) {}

    Uni<Void> add(Transaction tx, List<QueuedDelivery> deliveries) {
        tx.session().setBatchSize(INSERTS_AT_ONCE);
        return tx.session().persistAll(deliveries.toArray()).chain(tx.session()::flush);
    }

    /** Which endpoints, of all tenants, have something to be sent now. */
    Uni<List<Endpoint>> endpoints(Transaction tx, Instant now) {
        return tx.session()
                .createSelectionQuery(
                        "select w.tenantId, w.id from Webhook w where w.state = ENABLED and exists"
                                + " (select 1 from QueuedDelivery d where d.tenantId = w.tenantId and d.webhookId = w.id"
                                + " and d.state = PENDING and d.dueAt <= :now)",
                        Object[].class)
                .setComment(Sweep.DUE_WEBHOOKS.comment())
                .setParameter("now", now)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new Endpoint((String) row[0], (String) row[1]))
                        .toList());
    }

    /** What is due, the earliest first. */
    Uni<List<Due>> due(Transaction tx, Endpoint endpoint, boolean testsOnly, Instant now, int limit) {
        return tx.session()
                .createSelectionQuery(
                        "select id, lane, seq from QueuedDelivery where tenantId = :tenant and webhookId = :webhook"
                                + " and state = PENDING and dueAt <= :now"
                                + (testsOnly ? " and eventType = '" + Message.TEST + "'" : "")
                                + " order by dueAt, seq",
                        Object[].class)
                .setParameter("tenant", endpoint.tenantId())
                .setParameter("webhook", endpoint.webhookId())
                .setParameter("now", now)
                .setMaxResults(limit)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new Due((String) row[0], (String) row[1], (long) row[2]))
                        .toList());
    }

    /** What comes first in each of these lanes, due or not. */
    Uni<List<First>> firsts(Transaction tx, Endpoint endpoint, Collection<String> lanes) {
        return tx.session()
                .createSelectionQuery(
                        "select lane, min(seq) from QueuedDelivery where tenantId = :tenant and webhookId = :webhook"
                                + " and state = PENDING and lane in (:lanes) group by lane",
                        Object[].class)
                .setParameter("tenant", endpoint.tenantId())
                .setParameter("webhook", endpoint.webhookId())
                .setParameter("lanes", lanes)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new First((String) row[0], (long) row[1]))
                        .toList());
    }

    /** Of the first deliveries of lanes those that are due only after this instant, with when that is: nobody is at them. */
    Uni<Map<First, Instant>> waiting(Transaction tx, Endpoint endpoint, Collection<First> firsts, Instant soon) {
        return tx.session()
                .createSelectionQuery(
                        "select lane, seq, dueAt from QueuedDelivery where tenantId = :tenant and webhookId = :webhook"
                                + " and state = PENDING and lane in (:lanes) and seq in (:seqs) and claim is null"
                                + " and dueAt > :soon",
                        Object[].class)
                .setParameter("tenant", endpoint.tenantId())
                .setParameter("webhook", endpoint.webhookId())
                .setParameter("lanes", lanes(firsts))
                .setParameter("seqs", seqs(firsts))
                .setParameter("soon", soon)
                .getResultList()
                .map(rows -> rows.stream()
                        .collect(Collectors.toMap(
                                row -> new First((String) row[0], (long) row[1]),
                                row -> (Instant) row[2],
                                (one, other) -> one)));
    }

    private static List<String> lanes(Collection<First> firsts) {
        return firsts.stream().map(First::lane).distinct().toList();
    }

    private static List<Long> seqs(Collection<First> firsts) {
        return firsts.stream().map(First::seq).distinct().toList();
    }

    /** These are not looked at before this instant. */
    Uni<Void> putOff(Transaction tx, Endpoint endpoint, Collection<String> ids, Instant until) {
        return tx.session()
                .createMutationQuery("update QueuedDelivery set dueAt = :until"
                        + " where tenantId = :tenant and id in (:ids) and state = PENDING and claim is null")
                .setParameter("until", until)
                .setParameter("tenant", endpoint.tenantId())
                .setParameter("ids", ids)
                .executeUpdate()
                .replaceWithVoid();
    }

    /** What comes first in these lanes is due now, unless somebody is at it. */
    Uni<Void> bringForward(Transaction tx, Endpoint endpoint, Collection<First> firsts, Instant now) {
        return tx.session()
                .createMutationQuery("update QueuedDelivery set dueAt = :now where tenantId = :tenant"
                        + " and webhookId = :webhook and state = PENDING and lane in (:lanes) and seq in (:seqs)"
                        + " and claim is null and dueAt > :now")
                .setParameter("now", now)
                .setParameter("tenant", endpoint.tenantId())
                .setParameter("webhook", endpoint.webhookId())
                .setParameter("lanes", lanes(firsts))
                .setParameter("seqs", seqs(firsts))
                .executeUpdate()
                .replaceWithVoid();
    }

    /** Locks those that are still due and that nobody else has locked. */
    Uni<List<QueuedDelivery>> lock(Transaction tx, Endpoint endpoint, Collection<String> ids, Instant now) {
        return tx.session()
                .createSelectionQuery(
                        "from QueuedDelivery where tenantId = :tenant and id in (:ids) and state = PENDING"
                                + " and dueAt <= :now order by seq",
                        QueuedDelivery.class)
                .setParameter("tenant", endpoint.tenantId())
                .setParameter("ids", ids)
                .setParameter("now", now)
                .setLockMode(LockMode.UPGRADE_SKIPLOCKED)
                .getResultList();
    }

    /** An attempt at these begins; it counts as abandoned after a while. */
    Uni<Void> claim(Transaction tx, Endpoint endpoint, Collection<String> ids, String claim, Instant until) {
        return tx.session()
                .createMutationQuery("update QueuedDelivery set claim = :claim, dueAt = :until,"
                        + " attemptCount = attemptCount + 1 where tenantId = :tenant and id in (:ids)")
                .setParameter("claim", claim)
                .setParameter("until", until)
                .setParameter("tenant", endpoint.tenantId())
                .setParameter("ids", ids)
                .executeUpdate()
                .replaceWithVoid();
    }

    /** These were taken. Of no effect on those that somebody else is at by now. */
    Uni<Void> taken(Transaction tx, Endpoint endpoint, Collection<Claimed> done) {
        return tx.session()
                .createMutationQuery("update QueuedDelivery set state = SUCCEEDED, claim = null"
                        + " where tenantId = :tenant and id in (:ids) and claim in (:claims)")
                .setParameter("tenant", endpoint.tenantId())
                .setParameter(
                        "ids", done.stream().map(each -> each.delivery().id()).toList())
                .setParameter(
                        "claims", done.stream().map(Claimed::claim).distinct().toList())
                .executeUpdate()
                .replaceWithVoid();
    }

    /** Of no effect if somebody else is at it by now. */
    Uni<Void> failed(Transaction tx, Endpoint endpoint, Claimed claimed) {
        return tx.session()
                .createMutationQuery("update QueuedDelivery set state = FAILED, claim = null"
                        + " where tenantId = :tenant and id = :id and claim = :claim")
                .setParameter("tenant", endpoint.tenantId())
                .setParameter("id", claimed.delivery().id())
                .setParameter("claim", claimed.claim())
                .executeUpdate()
                .replaceWithVoid();
    }

    /** Tried again later. Of no effect if somebody else is at it by now. */
    Uni<Void> retried(Transaction tx, Endpoint endpoint, Claimed claimed, Instant due) {
        return tx.session()
                .createMutationQuery("update QueuedDelivery set dueAt = :due, claim = null"
                        + " where tenantId = :tenant and id = :id and claim = :claim")
                .setParameter("due", due)
                .setParameter("tenant", endpoint.tenantId())
                .setParameter("id", claimed.delivery().id())
                .setParameter("claim", claimed.claim())
                .executeUpdate()
                .replaceWithVoid();
    }

    /** The attempt was not made after all. Of no effect if somebody else is at it by now. */
    Uni<Void> returned(Transaction tx, Endpoint endpoint, Claimed claimed, Instant due) {
        return tx.session()
                .createMutationQuery("update QueuedDelivery set dueAt = :due, claim = null,"
                        + " attemptCount = attemptCount - 1"
                        + " where tenantId = :tenant and id = :id and claim = :claim")
                .setParameter("due", due)
                .setParameter("tenant", endpoint.tenantId())
                .setParameter("id", claimed.delivery().id())
                .setParameter("claim", claimed.claim())
                .executeUpdate()
                .replaceWithVoid();
    }

    Uni<Void> log(Transaction tx, List<Attempt> attempts) {
        tx.session().setBatchSize(INSERTS_AT_ONCE);
        return tx.session().persistAll(attempts.toArray()).chain(tx.session()::flush);
    }

    /** How many deliveries, of all tenants, wait or are under way. */
    Uni<Long> pending(Transaction tx) {
        return tx.session()
                .createSelectionQuery("select count(*) from QueuedDelivery where state = PENDING", Long.class)
                .setComment(Sweep.WAITING_DELIVERIES.comment())
                .getSingleResult();
    }

    /** Gives up what has waited for too long behind others, of all tenants, and says how many. */
    Uni<Integer> giveUp(Transaction tx, Instant before, int limit) {
        return tx.session()
                .createNativeQuery(
                        Sweep.WAITING_DELIVERIES.prefix() + "update webhook_delivery set state = 'FAILED', claim = null"
                                + " where state = 'PENDING' and give_up_at < :before and (claim is null or due_at < :before)"
                                + " order by give_up_at limit " + limit)
                .setParameter("before", before)
                .executeUpdate();
    }
}
