package tv.sluice.upload;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jboss.logging.Logger;
import tv.sluice.platform.db.Database;
import tv.sluice.platform.storage.Storage;

/**
 * Puts right what was left behind, at the start and from time to time: uploads whose last byte is here but whose completion failed are
 * completed, those whose time is over are cleared away. Any number of processes may do so at once.
 */
@ApplicationScoped
class UploadSweeper {
    private static final Logger LOG = Logger.getLogger(UploadSweeper.class);
    private static final int BATCH = 100;

    private final Vertx vertx;
    private final Database database;
    private final UploadRepository repository;
    private final UploadService uploads;
    private final UploadLocks locks;
    private final Receiver receiver;
    private final Storage storage;
    private final UploadWorker worker;
    private final OrphanWorker orphans;
    private final UploadConfig config;
    private final AtomicBoolean running = new AtomicBoolean();

    UploadSweeper(
            Vertx vertx,
            Database database,
            UploadRepository repository,
            UploadService uploads,
            UploadLocks locks,
            Receiver receiver,
            Storage storage,
            UploadWorker worker,
            OrphanWorker orphans,
            UploadConfig config) {
        this.vertx = vertx;
        this.database = database;
        this.repository = repository;
        this.uploads = uploads;
        this.locks = locks;
        this.receiver = receiver;
        this.storage = storage;
        this.worker = worker;
        this.orphans = orphans;
        this.config = config;
    }
}
