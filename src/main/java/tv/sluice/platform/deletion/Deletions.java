package tv.sluice.platform.deletion;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import tv.sluice.platform.db.Transaction;
import tv.sluice.platform.id.Ids;

/**
 * Objects that are to go. Whoever gives up an object says so in the transaction that forgets it; after the commit the object is deleted
 * by {@link DeletionWorker}, at once or, after a crash or a full stop, by the next run.
 */
@ApplicationScoped
public class Deletions {
    private final DeletionRepository repository;
    private final DeletionWorker worker;

    Deletions(DeletionRepository repository, DeletionWorker worker) {
        this.repository = repository;
        this.worker = worker;
    }

    /** Deletes these keys (objects or folders of objects) after the commit; delivery is told of those that end in {@code .json}. */
    public Uni<Void> schedule(Transaction tx, String tenantId, List<String> keys) {
        return schedule(tx, tenantId, keys, Duration.ZERO);
    }

    /** The same, but not before the delay has passed. */
    public Uni<Void> schedule(Transaction tx, String tenantId, List<String> keys, Duration delay) {
        Instant due = Instant.now().plus(delay);
        return repository.add(
                tx,
                keys.stream()
                        .map(key -> new Deletion(Ids.next("del"), tenantId, key, due))
                        .toList());
    }

    /** Deletes now what is due. Call it after the commit; it never fails: what could not be deleted is tried again later. */
    public Uni<Void> run() {
        return worker.run().replaceWithVoid();
    }
}
