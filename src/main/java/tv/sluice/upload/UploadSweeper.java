package tv.sluice.upload;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jboss.logging.Logger;
import tv.sluice.platform.db.Database;
import tv.sluice.platform.role.Role;
import tv.sluice.platform.role.RoleService;
import tv.sluice.platform.storage.Storage;

/**
 * Puts right what was left behind, at the start and from time to time: uploads whose last byte is here but whose completion failed are
 * completed, those whose time is over are cleared away. Any number of processes may do so at once: each upload is held meanwhile.
 */
@ApplicationScoped
class UploadSweeper implements RoleService {
    private static final Logger LOG = Logger.getLogger(UploadSweeper.class);
    private static final int BATCH = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Fault IMPORT_EXPIRED =
            new Fault("import_timeout", "The file could not be fetched before the upload's time was over.");

    private final Vertx vertx;
    private final Database database;
    private final UploadRepository repository;
    private final UploadService uploads;
    private final UploadLocks locks;
    private final Receiver receiver;
    private final Storage storage;
    private final UploadWorker worker;
    private final long interval;
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile long timer = -1;

    UploadSweeper(
            Vertx vertx,
            Database database,
            UploadRepository repository,
            UploadService uploads,
            UploadLocks locks,
            Receiver receiver,
            Storage storage,
            UploadWorker worker,
            UploadConfig config) {
        this.vertx = vertx;
        this.database = database;
        this.repository = repository;
        this.uploads = uploads;
        this.locks = locks;
        this.receiver = receiver;
        this.storage = storage;
        this.worker = worker;
        this.interval = config.sweepInterval().toMillis();
    }

    @Override
    public Role role() {
        return Role.API;
    }

    @Override
    public void start() {
        sweep();
        timer = vertx.setPeriodic(interval, ignored -> sweep());
    }

    /** Ends what is being received, so that its bytes are synced and its lock is free for the process that comes next. */
    @Override
    public void stop() {
        vertx.cancelTimer(timer);
        locks.cutAll(Cut.STOPPING);
        locks.awaitNone(PATIENCE);
    }

    private void sweep() {
        if (!running.compareAndSet(false, true)) {
            return;
        }
        completeAfter("")
                .chain(this::expireSome)
                .eventually(() -> running.set(false))
                .subscribe()
                .with(ignored -> {}, failure -> LOG.warnf("Sweeping uploads is put off: %s", failure.toString()));
    }

    /** Completes uploads of which all bytes are here, batch by batch in the order of their ids. */
    private Uni<Void> completeAfter(String id) {
        return database.read(tx -> repository.openAfter(tx, id, BATCH)).chain(batch -> {
            if (batch.isEmpty()) {
                return Uni.createFrom().voidItem();
            }
            return worker.run(() -> batch.stream().filter(this::isAllHere).toList())
                    .chain(whole -> each(whole, this::complete))
                    .chain(() -> completeAfter(batch.getLast().id()));
        });
    }

    private boolean isAllHere(Upload upload) {
        return upload.isWholeWith(storage.size(UploadFile.key(upload.id())));
    }

    private Uni<Void> complete(Upload upload) {
        return held(upload, receiver.settle(upload).replaceWithVoid());
    }

    /** Clears away a batch of those whose time is over; completes rather than expires what is all here. */
    private Uni<Void> expireSome() {
        return database.read(tx -> repository.expired(tx, Instant.now(), BATCH))
                .chain(batch -> each(
                        batch,
                        upload -> held(upload, receiver.settle(upload).chain(length -> expire(upload, length)))));
    }

    private Uni<Void> expire(Upload upload, long length) {
        if (upload.isWholeWith(length)) {
            return Uni.createFrom().voidItem();
        }
        return (upload.inputUrl() == null ? uploads.expire(upload) : uploads.fail(upload, IMPORT_EXPIRED))
                .replaceWithVoid();
    }

    /** Does it unless somebody is at work on the upload; that one, or the next run, will see to it. */
    private Uni<Void> held(Upload upload, Uni<Void> work) {
        return locks.tryAcquire(upload.id())
                .chain(hold -> hold.isEmpty() ? Uni.createFrom().voidItem() : work.eventually(hold.get()::release));
    }

    /** One after the other; a failure is logged and does not keep the others waiting. */
    private static Uni<Void> each(List<Upload> batch, Function<Upload, Uni<Void>> work) {
        return Multi.createFrom()
                .iterable(batch)
                .onItem()
                .transformToUniAndConcatenate(upload -> work.apply(upload)
                        .onFailure()
                        .invoke(failure -> LOG.warnf("Upload %s: swept later: %s", upload.id(), failure.toString()))
                        .onFailure()
                        .recoverWithNull())
                .collect()
                .asList()
                .replaceWithVoid();
    }
}
