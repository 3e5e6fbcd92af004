package tv.sluice.audit;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import tv.sluice.platform.db.Database;

/** Reads the audit in batches, from a sequence number on, and has its chain checked. */
@ApplicationScoped
class Verifier {
    /** So many entries are checked by one call. */
    static final int MAX_ENTRIES = 100_000;

    private static final int BATCH = 500;

    private final AuditRepository repository;
    private final VerifyWorker worker;
    private final Database database;

    Verifier(AuditRepository repository, VerifyWorker worker, Database database) {
        this.repository = repository;
        this.worker = worker;
        this.database = database;
    }

    /** Checks the entries from this sequence number on, and that the first of them follows the one before it. */
    Uni<Verification> verify(String space, long from) {
        return database.read(tx -> repository.end(tx, space)).chain(end -> {
            ChainCheck check = new ChainCheck(from);
            SequenceRange range = new SequenceRange(Math.max(1, from - 1), Math.max(end.highest(), end.sequence()));
            return batches(space, check, range).map(seen -> verification(check, end));
        });
    }

    private Uni<Integer> batches(String space, ChainCheck check, SequenceRange range) {
        return Multi.createBy()
                .repeating()
                .uni(() -> batch(space, check, range.after(check.seen())))
                .whilst(read -> read == BATCH && check.checked() < MAX_ENTRIES)
                .collect()
                .last();
    }

    private Uni<Integer> batch(String space, ChainCheck check, SequenceRange rest) {
        return rest.isEmpty()
                ? Uni.createFrom().item(0)
                : database.read(tx -> repository.oldest(tx, space, rest, BATCH))
                        .chain(entries -> worker.check(check, entries));
    }

    private static Verification verification(ChainCheck check, ChainEnd end) {
        boolean more = check.checked() >= MAX_ENTRIES && check.seen() < end.sequence();
        if (!more) {
            check.end(end);
        }
        return check.result(more);
    }
}
