package tv.sluice.platform.journal;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import tv.sluice.platform.db.Sweep;
import tv.sluice.platform.db.Transaction;

/** The rows of the journal as the audit, where each journal ends, and how far its readers are. */
@ApplicationScoped
class AuditRepository {
    Uni<List<JournalRow>> from(Transaction tx, String space, long sequence, int limit) {
        return tx.session()
                .createSelectionQuery(
                        "from JournalRow where tenantId = :tenant and sequence >= :sequence order by sequence",
                        JournalRow.class)
                .setParameter("tenant", space)
                .setParameter("sequence", sequence)
                .setMaxResults(limit)
                .getResultList();
    }

    Uni<List<JournalHead>> heads(Transaction tx, Collection<String> spaces) {
        return tx.session()
                .createNativeQuery(
                        "select tenant_id, event_seq, audit_seq, audit_hash from journal_head"
                                + " where object_id = '' and tenant_id in (:tenants)",
                        Object[].class)
                .setParameter("tenants", spaces)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new JournalHead((String) row[0], number(row[1]), number(row[2]), (String) row[3]))
                        .toList());
    }

    /** Across all tenants. */
    Uni<List<ReaderPlace>> behind(Transaction tx, String reader, int limit) {
        return tx.session()
                .createNativeQuery(
                        Sweep.EVENTS_BEHIND.prefix()
                                + "select h.tenant_id, coalesce(c.event_seq, 0) from journal_head h left join journal_cursor c"
                                + " on c.reader = :reader and c.tenant_id = h.tenant_id"
                                + " where h.object_id = '' and h.event_seq > coalesce(c.event_seq, 0)"
                                + " order by h.tenant_id limit " + limit,
                        Object[].class)
                .setParameter("reader", reader)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new ReaderPlace((String) row[0], number(row[1])))
                        .toList());
    }

    Uni<Void> reached(Transaction tx, String reader, String space, long seq) {
        return tx.session()
                .createNativeQuery("insert into journal_cursor (reader, tenant_id, event_seq)"
                        + " values (:reader, :tenant, :seq)"
                        + " on duplicate key update event_seq = greatest(event_seq, values(event_seq))")
                .setParameter("reader", reader)
                .setParameter("tenant", space)
                .setParameter("seq", seq)
                .executeUpdate()
                .replaceWithVoid();
    }

    private static long number(Object value) {
        return ((Number) value).longValue();
    }
}
