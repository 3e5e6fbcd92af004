package tv.sluice.upload;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import tv.sluice.platform.db.Database;
import tv.sluice.platform.id.Ids;
import tv.sluice.platform.role.Role;
import tv.sluice.platform.role.RoleService;
import tv.sluice.platform.storage.Storage;

/** Deletes bytes that belong to no upload, such as those that came in the moment in which their upload was cancelled. */
@ApplicationScoped
class OrphanSweeper implements RoleService {
    private static final Logger LOG = Logger.getLogger(OrphanSweeper.class);
    private static final int BATCH = 200;
    private static final String FOLDER = "u";

    private final Vertx vertx;
    private final Database database;
    private final UploadRepository repository;
    private final Storage storage;
    private final UploadWorker worker;
    private final Duration age;
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile long timer = -1;

    OrphanSweeper(
            Vertx vertx,
            Database database,
            UploadRepository repository,
            Storage storage,
            UploadWorker worker,
            UploadConfig config) {
        this.vertx = vertx;
        this.database = database;
        this.repository = repository;
        this.storage = storage;
        this.worker = worker;
        this.age = config.orphanAge();
    }

    @Override
    public Role role() {
        return Role.API;
    }

    @Override
    public void start() {
        timer = vertx.setPeriodic(age.toMillis(), ignored -> sweep());
    }

    @Override
    public void stop() {
        vertx.cancelTimer(timer);
    }

    private void sweep() {
        if (!running.compareAndSet(false, true)) {
            return;
        }
        worker.run(this::entries)
                .chain(this::next)
                .eventually(() -> running.set(false))
                .subscribe()
                .with(ignored -> {}, failure -> LOG.warnf("Looking for orphans is put off: %s", failure.toString()));
    }

    private DirectoryStream<Path> entries() throws IOException {
        Path folder = storage.path(FOLDER);
        Files.createDirectories(folder);
        return Files.newDirectoryStream(folder);
    }

    /** Batch by batch, so that a folder of any size takes little memory. */
    private Uni<Void> next(DirectoryStream<Path> entries) {
        var iterator = entries.iterator();
        return Uni.createFrom()
                .deferred(() -> worker.run(() -> old(iterator)).call(this::judge))
                .repeat()
                .whilst(batch -> !batch.isEmpty())
                .collect()
                .last()
                .eventually(() -> worker.run(() -> close(entries)))
                .replaceWithVoid();
    }

    private List<String> old(java.util.Iterator<Path> entries) throws IOException {
        Instant before = Instant.now().minus(age);
        List<String> names = new ArrayList<>();
        while (names.size() < BATCH && entries.hasNext()) {
            Path entry = entries.next();
            try {
                if (Files.getLastModifiedTime(entry).toInstant().isBefore(before)) {
                    names.add(String.valueOf(entry.getFileName()));
                }
            } catch (NoSuchFileException gone) {
                // Deleted meanwhile, as it should be.
            }
        }
        return names;
    }

    private Uni<Void> judge(List<String> names) {
        Set<String> ids = new HashSet<>();
        names.forEach(name -> ids.add(uploadId(name)));
        return ids.isEmpty()
                ? Uni.createFrom().voidItem()
                : database.read(tx -> repository.needed(tx, ids))
                        .chain(needed -> worker.run(() -> delete(names, Set.copyOf(needed))))
                        .replaceWithVoid();
    }

    private int delete(List<String> names, Set<String> needed) {
        int count = 0;
        for (String name : names) {
            if (!needed.contains(uploadId(name)) && Ids.isValid(UploadService.ID_PREFIX, uploadId(name))) {
                storage.delete(FOLDER + '/' + name);
                LOG.infof("Deleted %s/%s, which belongs to no upload", FOLDER, name);
                count++;
            }
        }
        return count;
    }

    /** Notes lie beside the bytes, under the upload's id and a suffix. */
    private static String uploadId(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    private static boolean close(DirectoryStream<Path> entries) throws IOException {
        entries.close();
        return true;
    }
}
