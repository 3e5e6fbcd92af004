package tv.sluice.platform.journal;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.db.Transaction;

/** Reads what has happened. Each method joins the caller's transaction. */
@ApplicationScoped
public class JournalReader {
    private final EventRepository events;
    private final AuditRepository audit;
    private final Optional<Duration> retention;

    JournalReader(EventRepository events, AuditRepository audit, JournalConfig config) {
        this.events = events;
        this.audit = audit;
        this.retention = config.eventRetention();
    }

    /** The events behind this one, the oldest first. */
    public Uni<List<JournalEvent>> after(Transaction tx, String space, long seq, int limit) {
        return events.after(tx, space, seq, limit).map(rows -> map(rows, JournalRow::event));
    }

    /** Those of the events that the query wants. */
    public Uni<List<JournalEvent>> events(Transaction tx, String space, EventQuery query) {
        return events.types(tx, space, query)
                .chain(types -> events.page(tx, space, query, types, since()))
                .map(rows -> map(rows, JournalRow::event));
    }

    /** The event; null if there is none of that id, or not any more. */
    public Uni<JournalEvent> event(Transaction tx, String space, String eventId) {
        return events.find(tx, space, AuditRecord.auditId(eventId), since())
                .onItem()
                .ifNotNull()
                .transform(JournalRow::event);
    }

    /**
     * The events of a span of time, in the order of their ids: within a millisecond that need not be the order in which they happened.
     *
     * @param to exclusive
     * @param afterId only those behind this event, or null
     */
    public Uni<List<JournalEvent>> between(
            Transaction tx, String space, Instant from, Instant to, @Nullable String afterId, int limit) {
        Instant begin = from.isBefore(since()) ? since() : from;
        return events.between(tx, space, begin, to, afterId == null ? null : AuditRecord.auditId(afterId), limit)
                .map(rows -> map(rows, JournalRow::event));
    }

    /** The entries of the audit from this one on, the oldest first. */
    public Uni<List<AuditRecord>> audit(Transaction tx, String space, long fromSequence, int limit) {
        return audit.from(tx, space, fromSequence, limit).map(rows -> map(rows, JournalRow::record));
    }

    /** Where the journal ends now; of a space in which nothing has happened, at 0. */
    public Uni<JournalHead> head(Transaction tx, String space) {
        return audit.heads(tx, List.of(space))
                .map(found -> found.isEmpty() ? JournalHead.none(space) : found.getFirst());
    }

    /** Where the journals of those of the spaces end in which something has happened. */
    public Uni<List<JournalHead>> heads(Transaction tx, Collection<String> spaces) {
        return spaces.isEmpty() ? Uni.createFrom().item(List.of()) : audit.heads(tx, spaces);
    }

    /** Of all tenants, where a reader of all events has come to and there are more: a sweep. */
    public Uni<List<ReaderPlace>> behind(Transaction tx, String reader, int limit) {
        return audit.behind(tx, reader, limit);
    }

    /** The reader has come this far in the space; it never goes back. */
    public Uni<Void> reached(Transaction tx, String reader, String space, long seq) {
        return audit.reached(tx, reader, space, seq);
    }

    /** Events before this instant are not shown any more. */
    private Instant since() {
        return retention.map(kept -> Instant.now().minus(kept)).orElse(Instant.EPOCH);
    }

    private static <T> List<T> map(List<JournalRow> rows, Function<JournalRow, T> view) {
        return rows.stream().map(view).toList();
    }
}
