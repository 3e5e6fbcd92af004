package tv.sluice.platform.journal;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.db.Transaction;
import tv.sluice.platform.id.Ids;
import tv.sluice.platform.journal.JournalRepository.Row;
import tv.sluice.platform.journal.JournalRepository.Wanted;

/**
 * Writes what a unit of work has noted, as its last act before the commit: the rows that count are locked last, so that nobody waits for
 * them who is waited for, and their numbers are in the order of the commits.
 */
@ApplicationScoped
public class JournalWriter {
    private final JournalRepository repository;

    JournalWriter(JournalRepository repository) {
        this.repository = repository;
    }

    /** Something to be written: a change, or a call that changed nothing. */
    private record Draft(
            String space,
            Origin origin,
            int outcome,
            @Nullable Change change) {}

    /** Writes all that the transaction has noted. Nothing else may happen in it afterwards. */
    public Uni<Void> write(Transaction tx) {
        Recording recording = tx.recording();
        if (recording.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Draft> drafts = drafts(recording);
        List<Wanted> wanted = wanted(drafts);
        return repository
                .flush(tx)
                .chain(() -> repository.reserve(tx, wanted))
                .chain(given -> add(tx, drafts, new Numbers(wanted, given)))
                .invoke(recording.origin()::wasWritten);
    }

    private Uni<Void> add(Transaction tx, List<Draft> drafts, Numbers numbers) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        List<Row> rows = new ArrayList<>(drafts.size());
        for (Draft draft : drafts) {
            rows.add(row(draft, numbers, tx.recording().undoes(), now));
        }
        Uni<Void> all = repository.add(tx, rows);
        for (Map.Entry<String, String> end : numbers.hashes().entrySet()) {
            all = all.chain(() -> repository.end(tx, end.getKey(), end.getValue()));
        }
        return all;
    }

    private static List<Draft> drafts(Recording recording) {
        List<Draft> drafts = new ArrayList<>();
        Origin origin = recording.origin();
        recording
                .changes()
                .forEach(change -> drafts.add(new Draft(change.tenantId(), origin, origin.outcome(), change)));
        recording.calls().forEach(call -> drafts.add(new Draft(call.space(), call.origin(), call.outcome(), null)));
        return drafts;
    }

    /** Tenants in the order of their ids and before all objects: the order in which they are locked. */
    private static List<Wanted> wanted(List<Draft> drafts) {
        Map<String, Wanted> spaces = new TreeMap<>();
        Map<String, Wanted> objects = new TreeMap<>();
        for (Draft draft : drafts) {
            Change change = draft.change();
            long events = change == null ? 0 : 1;
            spaces.merge(draft.space(), new Wanted("", draft.space(), events, 1), JournalWriter::sum);
            if (change != null) {
                objects.merge(
                        draft.space() + ' ' + change.objectId(),
                        new Wanted(change.objectId(), draft.space(), 1, 0),
                        JournalWriter::sum);
            }
        }
        List<Wanted> all = new ArrayList<>(spaces.values());
        all.addAll(objects.values());
        return all;
    }

    private static Wanted sum(Wanted one, Wanted other) {
        return new Wanted(one.objectId(), one.space(), one.events() + other.events(), one.entries() + other.entries());
    }

    private static Row row(Draft draft, Numbers numbers, @Nullable String undoes, Instant now) {
        Change change = draft.change();
        Origin origin = draft.origin();
        AuditRecord entry = AuditChain.sealed(new AuditRecord(
                draft.space(),
                numbers.nextEntry(draft.space()),
                Ids.next(AuditRecord.PREFIX),
                now,
                origin.actor(),
                origin.address(),
                origin.operation(),
                draft.outcome(),
                change == null ? null : subject(change, numbers),
                change == null || change.before() == null ? null : CanonicalJson.of(change.before()),
                change == null || change.after() == null ? null : CanonicalJson.of(change.after()),
                origin.requestId(),
                undoes,
                numbers.lastHash(draft.space()),
                ""));
        numbers.lastHash(draft.space(), entry.hash());
        return new Row(entry, change == null ? null : origin.traceParent());
    }

    private static AuditRecord.Subject subject(Change change, Numbers numbers) {
        return new AuditRecord.Subject(
                change.objectType(),
                change.objectId(),
                change.type(),
                numbers.nextOfObject(change.tenantId(), change.objectId()),
                numbers.nextEvent(change.tenantId()));
    }
}
