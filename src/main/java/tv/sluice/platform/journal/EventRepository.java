package tv.sluice.platform.journal;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.db.Transaction;
import tv.sluice.platform.id.Ids;

/** The rows of the journal that are events. */
@ApplicationScoped
class EventRepository {
    private static final String OF_TENANT = "from JournalRow where tenantId = :tenant and eventSeq is not null";

    Uni<List<JournalRow>> after(Transaction tx, String space, long seq, int limit) {
        return tx.session()
                .createSelectionQuery(
                        "from JournalRow where tenantId = :tenant and eventSeq > :seq order by eventSeq",
                        JournalRow.class)
                .setParameter("tenant", space)
                .setParameter("seq", seq)
                .setMaxResults(limit)
                .getResultList();
    }

    Uni<JournalRow> find(Transaction tx, String space, String auditId, Instant since) {
        return tx.session()
                .createSelectionQuery(OF_TENANT + " and id = :id and at >= :since", JournalRow.class)
                .setParameter("tenant", space)
                .setParameter("id", auditId)
                .setParameter("since", since)
                .getSingleResultOrNull();
    }

    /** By their ids, which tell the time. */
    Uni<List<JournalRow>> between(
            Transaction tx, String space, Instant from, Instant to, @Nullable String afterId, int limit) {
        Mutiny.SelectionQuery<JournalRow> query = tx.session()
                .createSelectionQuery(
                        OF_TENANT + " and id >= :from and id < :to" + (afterId == null ? "" : " and id > :after")
                                + " order by id",
                        JournalRow.class)
                .setParameter("tenant", space)
                .setParameter("from", Ids.first(AuditRecord.PREFIX, from))
                .setParameter("to", Ids.first(AuditRecord.PREFIX, to));
        if (afterId != null) {
            query.setParameter("after", afterId);
        }
        return query.setMaxResults(limit).getResultList();
    }

    /** The types that the query wants and that there are; empty if it wants all. */
    Uni<List<String>> types(Transaction tx, String space, EventQuery query) {
        if (query.types().stream().noneMatch(EventTypes::isKind)) {
            return Uni.createFrom().item(List.copyOf(query.types()));
        }
        // The database walks from type to type in the index.
        return tx.session()
                .createSelectionQuery(
                        "select distinct type from JournalRow where tenantId = :tenant and type is not null",
                        String.class)
                .setParameter("tenant", space)
                .getResultList()
                .map(all -> all.stream()
                        .filter(type -> EventTypes.include(query.types(), type))
                        .toList());
    }

    /**
     * A page. Of each type as many as the page has are read, in the order of an index, so that a page costs the same however many events
     * there are.
     */
    Uni<List<JournalRow>> page(Transaction tx, String space, EventQuery query, List<String> types, Instant since) {
        if (query.types().isEmpty() || query.objectId() != null) {
            return select(tx, space, query, types, since);
        }
        Uni<List<JournalRow>> all = Uni.createFrom().item(new ArrayList<>());
        for (String type : types) {
            all = all.call(
                    found -> select(tx, space, query, List.of(type), since).invoke(found::addAll));
        }
        return all.map(found -> ordered(found, query));
    }

    private static Uni<List<JournalRow>> select(
            Transaction tx, String space, EventQuery query, List<String> types, Instant since) {
        StringBuilder text = new StringBuilder(OF_TENANT);
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("tenant", space);
        if (query.after() != null) {
            text.append(" and eventSeq ").append(query.ascending() ? '>' : '<').append(" :after");
            parameters.put("after", query.after());
        }
        if (query.objectId() != null) {
            text.append(" and objectId = :object");
            parameters.put("object", query.objectId());
        }
        if (!query.types().isEmpty()) {
            text.append(" and type in (:types)");
            parameters.put("types", types);
        }
        if (since.isAfter(Instant.EPOCH)) {
            text.append(" and at >= :since");
            parameters.put("since", since);
        }
        text.append(" order by eventSeq ").append(query.ascending() ? "asc" : "desc");
        Mutiny.SelectionQuery<JournalRow> selection =
                tx.session().createSelectionQuery(text.toString(), JournalRow.class);
        parameters.forEach(selection::setParameter);
        return selection.setMaxResults(query.rows()).getResultList();
    }

    private static List<JournalRow> ordered(List<JournalRow> found, EventQuery query) {
        Comparator<JournalRow> order =
                Comparator.comparingLong(row -> row.event().seq());
        Stream<JournalRow> sorted = found.stream().sorted(query.ascending() ? order : order.reversed());
        return sorted.limit(query.rows()).toList();
    }
}
