package tv.sluice.audit;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.db.Transaction;
import tv.sluice.platform.journal.AuditRecord;
import tv.sluice.platform.journal.JournalRow;

/** The entries of the audit, read. */
@ApplicationScoped
class AuditRepository {
    /** The entry; null if there is none. */
    Uni<AuditRecord> find(Transaction tx, String space, String id) {
        return tx.session()
                .createSelectionQuery("from JournalRow where tenantId = :tenant and id = :id", JournalRow.class)
                .setParameter("tenant", space)
                .setParameter("id", id)
                .getSingleResultOrNull()
                .onItem()
                .ifNotNull()
                .transform(JournalRow::record);
    }

    /** The last entry by which the request took the change of the other entry back; null if there is none. */
    Uni<AuditRecord> undoing(Transaction tx, String space, String undoes, String requestId) {
        return tx.session()
                .createSelectionQuery(
                        "from JournalRow where tenantId = :tenant and requestId = :request and undoes = :undoes"
                                + " order by sequence desc",
                        JournalRow.class)
                .setParameter("tenant", space)
                .setParameter("request", requestId)
                .setParameter("undoes", undoes)
                .setMaxResults(1)
                .getSingleResultOrNull()
                .onItem()
                .ifNotNull()
                .transform(JournalRow::record);
    }

    /** Newest first, of those within the range that the filter lets through. Its instants are not looked at. */
    Uni<List<AuditRecord>> newest(Transaction tx, String space, AuditFilter filter, SequenceRange range, int limit) {
        Map<String, String> equal = new LinkedHashMap<>();
        put(equal, "actorId", filter.actorId());
        put(equal, "objectId", filter.objectId());
        put(equal, "operation", filter.operation());
        put(equal, "requestId", filter.requestId());
        StringBuilder text = new StringBuilder(
                "from JournalRow where tenantId = :tenant and sequence >= :first and sequence <= :last");
        equal.keySet()
                .forEach(
                        name -> text.append(" and ").append(name).append(" = :").append(name));
        Mutiny.SelectionQuery<JournalRow> query = tx.session()
                .createSelectionQuery(text.append(" order by sequence desc").toString(), JournalRow.class)
                .setParameter("tenant", space)
                .setParameter("first", range.first())
                .setParameter("last", range.last())
                .setMaxResults(limit);
        equal.forEach(query::setParameter);
        return records(query);
    }

    /** Oldest first, of those within the range. */
    Uni<List<AuditRecord>> oldest(Transaction tx, String space, SequenceRange range, int limit) {
        return records(tx.session()
                .createSelectionQuery(
                        "from JournalRow where tenantId = :tenant and sequence >= :first and sequence <= :last"
                                + " order by sequence",
                        JournalRow.class)
                .setParameter("tenant", space)
                .setParameter("first", range.first())
                .setParameter("last", range.last())
                .setMaxResults(limit));
    }

    /** The sequence number of the first entry that was made at the instant or later; null if there is none. */
    Uni<Long> firstSince(Transaction tx, String space, Instant instant) {
        return tx.session()
                .createSelectionQuery(
                        "select sequence from JournalRow where tenantId = :tenant and at >= :instant order by at, sequence",
                        Long.class)
                .setParameter("tenant", space)
                .setParameter("instant", instant)
                .setMaxResults(1)
                .getSingleResultOrNull();
    }

    /** The sequence number of the last entry that was made before the instant; null if there is none. */
    Uni<Long> lastBefore(Transaction tx, String space, Instant instant) {
        return tx.session()
                .createSelectionQuery(
                        "select sequence from JournalRow where tenantId = :tenant and at < :instant"
                                + " order by at desc, sequence desc",
                        Long.class)
                .setParameter("tenant", space)
                .setParameter("instant", instant)
                .setMaxResults(1)
                .getSingleResultOrNull();
    }

    /** Where the audit ends, all of it at one moment. */
    Uni<ChainEnd> end(Transaction tx, String space) {
        return tx.session()
                .createNativeQuery("""
                        select coalesce((select audit_seq from journal_head where object_id = '' and tenant_id = :tenant), 0),
                               concat('', coalesce((select audit_hash from journal_head
                                                    where object_id = '' and tenant_id = :tenant), '')),
                               coalesce((select max(sequence) from journal where tenant_id = :tenant), 0)
                        """, Object[].class)
                .setParameter("tenant", space)
                .getSingleResult()
                .map(row ->
                        new ChainEnd(((Number) row[0]).longValue(), (String) row[1], ((Number) row[2]).longValue()));
    }

    private static Uni<List<AuditRecord>> records(Mutiny.SelectionQuery<JournalRow> query) {
        return query.getResultList()
                .map(rows -> rows.stream().map(JournalRow::record).toList());
    }

    private static void put(Map<String, String> equal, String name, @Nullable String value) {
        if (value != null) {
            equal.put(name, value);
        }
    }
}
