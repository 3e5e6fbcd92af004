package tv.sluice.webhook;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tv.sluice.platform.db.Sweep;
import tv.sluice.platform.db.Transaction;

/** How far the events of each space have been turned into deliveries. */
@ApplicationScoped
class CursorRepository {
    /** Begins at this event unless the space has begun already. */
    Uni<Void> begin(Transaction tx, String tenantId, long seq) {
        return tx.session()
                .createNativeQuery("insert ignore into webhook_cursor (tenant_id, seq) values (:tenant, :seq)")
                .setParameter("tenant", tenantId)
                .setParameter("seq", seq)
                .executeUpdate()
                .replaceWithVoid();
    }

    /** How far one has got, of all tenants. */
    Uni<Map<String, Long>> all(Transaction tx, Collection<String> spaces) {
        return tx.session()
                .createNativeQuery(
                        Sweep.WEBHOOK_SPACES.prefix()
                                + "select tenant_id, seq from webhook_cursor where tenant_id in (:spaces)",
                        Object[].class)
                .setParameter("spaces", spaces)
                .getResultList()
                .map(rows -> {
                    Map<String, Long> found = new HashMap<>();
                    rows.forEach(row -> found.put((String) row[0], ((Number) row[1]).longValue()));
                    return found;
                });
    }

    /** The last event that has been dealt with, its row locked until the end of the transaction; null if nobody has begun. */
    Uni<Long> lock(Transaction tx, String tenantId) {
        return tx.session()
                .createNativeQuery("select seq from webhook_cursor where tenant_id = :tenant for update", Long.class)
                .setParameter("tenant", tenantId)
                .getResultList()
                .map(CursorRepository::first);
    }

    @SuppressWarnings("NullAway") // Null says that there is none, as in all repositories.
    private static Long first(List<Long> rows) {
        return rows.isEmpty() ? null : rows.getFirst();
    }

    Uni<Void> move(Transaction tx, String tenantId, long seq) {
        return tx.session()
                .createNativeQuery("update webhook_cursor set seq = :seq where tenant_id = :tenant")
                .setParameter("seq", seq)
                .setParameter("tenant", tenantId)
                .executeUpdate()
                .replaceWithVoid();
    }

    /** There are no events of the space any more. */
    Uni<Void> forget(Transaction tx, String tenantId) {
        return tx.session()
                .createNativeQuery("delete from webhook_cursor where tenant_id = :tenant")
                .setParameter("tenant", tenantId)
                .executeUpdate()
                .replaceWithVoid();
    }
}
