package tv.sluice.audit;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import tv.sluice.platform.db.Transaction;
import tv.sluice.platform.journal.JournalRow;

/** The events of objects, read as the states they led to. */
@ApplicationScoped
class StateRepository {
    private static final String OF_OBJECT =
            "from JournalRow where tenantId = :tenant and objectId = :object and objectSeq is not null";

    /** Newest first, those before this one. */
    Uni<List<State>> page(Transaction tx, String space, String objectId, long before, int limit) {
        return query(tx, OF_OBJECT + " and objectSeq < :before order by objectSeq desc", space, objectId)
                .setParameter("before", before)
                .setMaxResults(limit)
                .getResultList()
                .map(rows ->
                        rows.stream().map(JournalRow::record).map(State::of).toList());
    }

    /** The first one; null if there is none. */
    Uni<State> first(Transaction tx, String space, String objectId) {
        return one(query(tx, OF_OBJECT + " order by objectSeq", space, objectId));
    }

    /** The last one at or before the instant; null if there is none. */
    Uni<State> at(Transaction tx, String space, String objectId, Instant instant) {
        return one(query(tx, OF_OBJECT + " and at <= :instant order by at desc, objectSeq desc", space, objectId)
                .setParameter("instant", instant));
    }

    private static Uni<State> one(Mutiny.SelectionQuery<JournalRow> query) {
        return query.setMaxResults(1)
                .getSingleResultOrNull()
                .onItem()
                .ifNotNull()
                .transform(row -> State.of(row.record()));
    }

    private static Mutiny.SelectionQuery<JournalRow> query(Transaction tx, String text, String space, String objectId) {
        return tx.session()
                .createSelectionQuery(text, JournalRow.class)
                .setParameter("tenant", space)
                .setParameter("object", objectId);
    }
}
