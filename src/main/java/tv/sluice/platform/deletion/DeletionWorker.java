package tv.sluice.platform.deletion;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import tv.sluice.platform.db.Database;
import tv.sluice.platform.event.Invalidations;
import tv.sluice.platform.storage.Storage;

/**
 * Deletes what is due: first the object, then the row. Deleting twice is no error, so a crash between the two, or two processes that do
 * the same, are harmless.
 */
@ApplicationScoped
class DeletionWorker {
    private static final Logger LOG = Logger.getLogger(DeletionWorker.class);
    private static final int MAX_BATCH = 100;

    private final Database database;
    private final DeletionRepository repository;
    private final Storage storage;
    private final Invalidations invalidations;

    DeletionWorker(Database database, DeletionRepository repository, Storage storage, Invalidations invalidations) {
        this.database = database;
        this.repository = repository;
        this.storage = storage;
        this.invalidations = invalidations;
    }

    /** Deletes what is due, a batch of it; an item says whether there may be more. */
    Uni<Boolean> run() {
        return database.read(tx -> repository.due(tx, Instant.now(), MAX_BATCH))
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(this::delete)
                .call(this::forget)
                .map(done -> done.size() == MAX_BATCH)
                .onFailure()
                .invoke(failure -> LOG.warnf("Deleting objects is put off: %s", failure.toString()))
                .onFailure()
                .recoverWithItem(false);
    }

    private List<String> delete(List<Deletion> due) {
        List<String> done = new ArrayList<>();
        for (Deletion deletion : due) {
            try {
                storage.delete(deletion.key());
                if (deletion.key().endsWith(".json")) {
                    invalidations.publish(deletion.key());
                }
                done.add(deletion.id());
            } catch (RuntimeException e) {
                LOG.warnf("Object %s cannot be deleted, tried again later: %s", deletion.key(), e.toString());
            }
        }
        return done;
    }

    private Uni<Void> forget(List<String> ids) {
        return ids.isEmpty()
                ? Uni.createFrom().voidItem()
                : database.write(tx -> repository.remove(tx, ids)).replaceWithVoid();
    }
}
