package tv.sluice.platform.idempotency;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import tv.sluice.platform.db.Sweep;
import tv.sluice.platform.db.Transaction;

/** The rows of calls with an idempotency key. Every method is one statement. */
@ApplicationScoped
class KeptCallRepository {
    /** Whether there was no such row. Of several who try, one succeeds. */
    Uni<Boolean> add(Transaction tx, Reservation reservation, Instant now, Instant leaseUntil) {
        return tx.session()
                .createNativeQuery("insert ignore into idempotency"
                        + " (id, tenant_id, fingerprint, holder, lease_until, created_at)"
                        + " values (:id, :tenant, :fingerprint, :holder, :lease, :now)")
                .setParameter("id", reservation.name())
                .setParameter("tenant", reservation.call().tenantId())
                .setParameter("fingerprint", reservation.call().fingerprint().hex())
                .setParameter("holder", reservation.holder())
                .setParameter("lease", leaseUntil)
                .setParameter("now", now)
                .executeUpdate()
                .map(rows -> rows == 1);
    }

    Uni<KeptCall> find(Transaction tx, String tenantId, String id) {
        return tx.session()
                .createSelectionQuery("from KeptCall where tenantId = :tenant and id = :id", KeptCall.class)
                .setParameter("tenant", tenantId)
                .setParameter("id", id)
                .getSingleResultOrNull();
    }

    /** Whether the row was still as it was found. Of several who try, one succeeds. */
    Uni<Boolean> takeOver(
            Transaction tx, Reservation reservation, String formerHolder, Instant now, Instant leaseUntil) {
        return tx.session()
                .createMutationQuery("update KeptCall set holder = :holder, fingerprint = :fingerprint, answer = null,"
                        + " createdAt = :now, leaseUntil = :lease"
                        + " where tenantId = :tenant and id = :id and holder = :former")
                .setParameter("holder", reservation.holder())
                .setParameter("fingerprint", reservation.call().fingerprint().hex())
                .setParameter("now", now)
                .setParameter("lease", leaseUntil)
                .setParameter("tenant", reservation.call().tenantId())
                .setParameter("id", reservation.name())
                .setParameter("former", formerHolder)
                .executeUpdate()
                .map(rows -> rows == 1);
    }

    /** Of no effect if somebody else has taken over. */
    Uni<Void> answer(Transaction tx, Reservation reservation, byte[] answer) {
        return tx.session()
                .createMutationQuery("update KeptCall set answer = :answer"
                        + " where tenantId = :tenant and id = :id and holder = :holder")
                .setParameter("answer", answer)
                .setParameter("tenant", reservation.call().tenantId())
                .setParameter("id", reservation.name())
                .setParameter("holder", reservation.holder())
                .executeUpdate()
                .replaceWithVoid();
    }

    /** Of no effect if it has been answered, or if somebody else has taken over. */
    Uni<Void> remove(Transaction tx, Reservation reservation) {
        return tx.session()
                .createMutationQuery("delete from KeptCall"
                        + " where tenantId = :tenant and id = :id and holder = :holder and answer is null")
                .setParameter("tenant", reservation.call().tenantId())
                .setParameter("id", reservation.name())
                .setParameter("holder", reservation.holder())
                .executeUpdate()
                .replaceWithVoid();
    }

    /** Removes the oldest, of all tenants, and says how many. */
    Uni<Integer> removeOlder(Transaction tx, Instant than, int limit) {
        return tx.session()
                .createNativeQuery(Sweep.OLD_ANSWERS.prefix()
                        + "delete from idempotency where created_at < :than order by created_at limit " + limit)
                .setParameter("than", than)
                .executeUpdate();
    }
}
