package tv.sluice.platform.journal;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.db.Transaction;

/** The rows of the journal, as they are written. Every method is one statement, whatever the number of rows. */
@ApplicationScoped
class JournalRepository {
    private static final List<String> COLUMNS = List.of(
            "tenant_id",
            "sequence",
            "id",
            "at",
            "actor_kind",
            "actor_id",
            "actor_name",
            "grant_id",
            "address",
            "operation",
            "outcome",
            "object_type",
            "object_id",
            "before_state",
            "after_state",
            "request_id",
            "undoes",
            "previous_hash",
            "hash",
            "event_seq",
            "object_seq",
            "type",
            "trace_parent");

    /**
     * How many numbers are wanted: for a tenant's events and entries, with an empty object id, or for an object's events.
     */
    record Wanted(String objectId, String space, long events, long entries) {}

    /** The last of the numbers that are given. */
    record Given(String objectId, String space, long events, long entries, String hash) {}

    /** A row to be written; the trace is null for a call that changed nothing. */
    record Row(AuditRecord entry, @Nullable String traceParent) {}

    Uni<Void> flush(Transaction tx) {
        return tx.session().flush();
    }

    /** Gives out numbers, and locks the rows that count them, in this order, until the end of the transaction. */
    Uni<List<Given>> reserve(Transaction tx, List<Wanted> wanted) {
        String rows = IntStream.range(0, wanted.size())
                .mapToObj(i -> "(:o" + i + ", :t" + i + ", :e" + i + ", :a" + i + ", :h" + i + ')')
                .collect(Collectors.joining(", "));
        Mutiny.SelectionQuery<Object[]> query = tx.session()
                .createNativeQuery(
                        "insert into journal_head (object_id, tenant_id, event_seq, audit_seq, audit_hash) values "
                                + rows
                                + " on duplicate key update event_seq = event_seq + values(event_seq),"
                                + " audit_seq = audit_seq + values(audit_seq)"
                                + " returning object_id, tenant_id, event_seq, audit_seq, audit_hash",
                        Object[].class);
        for (int i = 0; i < wanted.size(); i++) {
            query.setParameter("o" + i, wanted.get(i).objectId())
                    .setParameter("t" + i, wanted.get(i).space())
                    .setParameter("e" + i, wanted.get(i).events())
                    .setParameter("a" + i, wanted.get(i).entries())
                    .setParameter("h" + i, wanted.get(i).objectId().isEmpty() ? AuditChain.BEGINNING : "");
        }
        return query.getResultList()
                .map(all -> all.stream()
                        .map(row -> new Given(
                                (String) row[0], (String) row[1], number(row[2]), number(row[3]), (String) row[4]))
                        .toList());
    }

    private static long number(Object value) {
        return ((Number) value).longValue();
    }

    Uni<Void> add(Transaction tx, List<Row> rows) {
        String values = IntStream.range(0, rows.size())
                .mapToObj(i -> COLUMNS.stream().map(name -> ":" + name + i).collect(Collectors.joining(", ", "(", ")")))
                .collect(Collectors.joining(", "));
        Mutiny.MutationQuery query = tx.session()
                .createNativeQuery("insert into journal (" + String.join(", ", COLUMNS) + ") values " + values);
        for (int i = 0; i < rows.size(); i++) {
            List<@Nullable Object> row = values(rows.get(i));
            for (int column = 0; column < row.size(); column++) {
                query.setParameter(COLUMNS.get(column) + i, row.get(column));
            }
        }
        return query.executeUpdate().replaceWithVoid();
    }

    private static List<@Nullable Object> values(Row row) {
        AuditRecord entry = row.entry();
        AuditRecord.Subject object = entry.object();
        return Arrays.asList(
                entry.space(),
                entry.sequence(),
                entry.id(),
                entry.at(),
                entry.actor().kind(),
                entry.actor().id(),
                entry.actor().name(),
                entry.actor().grantId(),
                entry.address(),
                entry.operation(),
                entry.outcome(),
                object == null ? null : object.type(),
                object == null ? null : object.id(),
                entry.before(),
                entry.after(),
                entry.requestId(),
                entry.undoes(),
                entry.previousHash(),
                entry.hash(),
                object == null ? null : object.eventSequence(),
                object == null ? null : object.sequence(),
                object == null ? null : object.event(),
                row.traceParent());
    }

    /** The hash of the last entry; the caller holds the lock of the tenant's row. */
    Uni<Void> end(Transaction tx, String space, String hash) {
        return tx.session()
                .createNativeQuery(
                        "update journal_head set audit_hash = :hash where object_id = '' and tenant_id = :tenant")
                .setParameter("hash", hash)
                .setParameter("tenant", space)
                .executeUpdate()
                .replaceWithVoid();
    }
}
