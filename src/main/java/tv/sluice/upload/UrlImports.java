package tv.sluice.upload;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import tv.sluice.platform.db.Database;
import tv.sluice.platform.role.Role;
import tv.sluice.platform.role.RoleService;

/**
 * Fetches the files of imports, a few at a time. The rows are the queue: an import that was under way when its process died is still due
 * and taken up again by whoever comes first.
 */
@ApplicationScoped
class UrlImports implements RoleService {
    private static final Logger LOG = Logger.getLogger(UrlImports.class);
    private static final Duration POLL = Duration.ofSeconds(2);
    /** Enough rows to find one that no other process works on. */
    private static final int ROWS = 100;

    private static final int GROWTH = 4;

    private final Vertx vertx;
    private final Database database;
    private final UploadRepository repository;
    private final UploadService uploads;
    private final UploadLocks locks;
    private final UrlImport attempt;
    private final Quota quota;
    private final UploadMetrics metrics;
    private final ImportConfig config;
    private final Set<String> running = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile boolean started;
    private volatile long timer = -1;

    UrlImports(
            Vertx vertx,
            Database database,
            UploadRepository repository,
            UploadService uploads,
            UploadLocks locks,
            UrlImport attempt,
            Quota quota,
            UploadMetrics metrics,
            ImportConfig config) {
        this.vertx = vertx;
        this.database = database;
        this.repository = repository;
        this.uploads = uploads;
        this.locks = locks;
        this.attempt = attempt;
        this.quota = quota;
        this.metrics = metrics;
        this.config = config;
    }

    @Override
    public Role role() {
        return Role.API;
    }

    @Override
    public void start() {
        started = true;
        timer = vertx.setPeriodic(POLL.toMillis(), ignored -> look());
        look();
    }

    @Override
    public void stop() {
        started = false;
        vertx.cancelTimer(timer);
    }

    /** There may be something to do. */
    void wake() {
        look();
    }

    private void look() {
        int free = config.maxConcurrent() - running.size();
        if (!started || free <= 0 || !looking.compareAndSet(false, true)) {
            return;
        }
        database.read(tx -> repository.dueImports(tx, Instant.now(), ROWS))
                .chain(this::begin)
                .eventually(() -> looking.set(false))
                .subscribe()
                .with(ignored -> {}, failure -> LOG.warnf("Looking for imports is put off: %s", failure.toString()));
    }

    private Uni<Void> begin(List<Upload> due) {
        return Multi.createFrom()
                .iterable(due)
                .onItem()
                .transformToUniAndConcatenate(this::beginOne)
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private Uni<Void> beginOne(Upload upload) {
        if (running.size() >= config.maxConcurrent() || !running.add(upload.id())) {
            return Uni.createFrom().voidItem();
        }
        return locks.tryAcquire(upload.id())
                .onFailure()
                .invoke(() -> running.remove(upload.id()))
                .invoke(hold -> {
                    if (hold.isPresent()) {
                        fetch(upload, hold.get());
                    } else {
                        running.remove(upload.id());
                    }
                })
                .replaceWithVoid();
    }

    /** The row was read before the hold was got: somebody else may have finished meanwhile. */
    private void fetch(Upload seen, Hold hold) {
        uploads.get(seen.tenantId(), seen.id())
                .chain(upload -> upload.state().isOpen()
                        ? fetchOnce(upload, hold)
                        : Uni.createFrom().voidItem())
                .eventually(hold::release)
                .eventually(() -> running.remove(seen.id()))
                .subscribe()
                .with(
                        ignored -> look(),
                        failure -> LOG.warnf("Upload %s: imported later: %s", seen.id(), failure.toString()));
    }

    private Uni<Void> fetchOnce(Upload upload, Hold hold) {
        LOG.infof("Upload %s: fetching its file, attempt %d", upload.id(), upload.importFailures() + 1);
        return attempt.run(upload, hold)
                .invoke(taken ->
                        metrics.imported(taken.ending() instanceof Ending.Arrived ? "completed" : "interrupted"))
                .replaceWithVoid()
                .onFailure(ImportException.class)
                .recoverWithUni(failure -> failed(upload, (ImportException) failure));
    }

    private Uni<Void> failed(Upload upload, ImportException failure) {
        Duration pause =
                failure.isOfTheHour() ? Duration.ofSeconds(quota.retryAfterSeconds()) : pause(upload.importFailures());
        Instant next = Instant.now().plus(pause);
        if (failure.isPassing() && upload.importFailures() < config.retries() && next.isBefore(attempt.until(upload))) {
            metrics.imported("retried");
            LOG.infof("Upload %s: %s; tried again at %s", upload.id(), failure.getMessage(), next);
            return uploads.retryImport(upload, next).replaceWithVoid();
        }
        metrics.imported(failure.fault().code());
        return uploads.fail(upload, failure.fault()).replaceWithVoid();
    }

    private Duration pause(int failures) {
        Duration pause = config.retryDelay();
        for (int i = 0; i < failures; i++) {
            pause = pause.multipliedBy(GROWTH);
        }
        return pause;
    }
}
