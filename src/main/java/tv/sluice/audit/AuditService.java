package tv.sluice.audit;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.db.Database;
import tv.sluice.platform.db.Transaction;
import tv.sluice.platform.error.ProblemException;
import tv.sluice.platform.journal.AuditRecord;
import tv.sluice.platform.web.Page;

/**
 * The entries of the audit. Instants are looked up first and become sequence numbers, which are in the same order: so a page costs the
 * same, however many years the range is and wherever in it the page lies.
 */
@ApplicationScoped
class AuditService {
    private final AuditRepository repository;
    private final Database database;

    AuditService(AuditRepository repository, Database database) {
        this.repository = repository;
        this.database = database;
    }

    /** Newest first, those whose sequence number is smaller than {@code before}. */
    Uni<Page<Entry>> list(String space, AuditFilter filter, int limit, long before) {
        Instants.checkOrder(filter.from(), filter.to());
        return database.read(tx -> range(tx, space, filter.from(), filter.to())
                        .chain(range -> page(tx, space, filter, range.before(before), limit + 1)))
                .map(rows -> Page.of(rows, limit, last -> SequenceCursor.of(last.sequence()))
                        .map(Entry::of));
    }

    /** The entry; 404 if this tenant has none of that id. */
    Uni<Entry> get(String space, String id) {
        return database.read(tx -> repository.find(tx, space, id))
                .onItem()
                .ifNull()
                .failWith(() -> ProblemException.notFound("audit entry", id))
                .map(Entry::of);
    }

    /** Up to the limit of those in the range, oldest first. */
    Uni<List<AuditRecord>> oldest(String space, SequenceRange range, int limit) {
        return database.read(tx -> repository.oldest(tx, space, range, limit));
    }

    /** The entries between two instants, as far as there are any by now. */
    Uni<SequenceRange> range(String space, @Nullable Instant from, @Nullable Instant to) {
        Instants.checkOrder(from, to);
        return database.read(tx -> range(tx, space, from, to)
                .chain(range -> repository.end(tx, space).map(end -> range.before(end.highest() + 1))));
    }

    private Uni<List<AuditRecord>> page(
            Transaction tx, String space, AuditFilter filter, SequenceRange range, int limit) {
        return range.isEmpty() ? Uni.createFrom().item(List.of()) : repository.newest(tx, space, filter, range, limit);
    }

    private Uni<SequenceRange> range(Transaction tx, String space, @Nullable Instant from, @Nullable Instant to) {
        Uni<Long> first = from == null
                ? Uni.createFrom().item(SequenceRange.ALL.first())
                : repository.firstSince(tx, space, from).onItem().ifNull().continueWith(Long.MAX_VALUE);
        return first.chain(begin -> last(tx, space, to).map(end -> new SequenceRange(begin, end)));
    }

    private Uni<Long> last(Transaction tx, String space, @Nullable Instant to) {
        return to == null
                ? Uni.createFrom().item(SequenceRange.ALL.last())
                : repository.lastBefore(tx, space, to).onItem().ifNull().continueWith(0L);
    }
}
