package tv.sluice.video;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import tv.sluice.platform.db.Database;
import tv.sluice.platform.deletion.Deletions;
import tv.sluice.platform.error.FailureLog;
import tv.sluice.platform.error.ProblemException;
import tv.sluice.platform.error.ProblemType;
import tv.sluice.platform.role.Role;
import tv.sluice.platform.role.RoleService;

/** Deletes videos whose time is over, each in a transaction of its own. Any number of processes may do so at once. */
@ApplicationScoped
class VideoSweeper implements RoleService {
    private static final Logger LOG = Logger.getLogger(VideoSweeper.class);
    private static final int BATCH = 100;

    private final Vertx vertx;
    private final Database database;
    private final VideoRepository repository;
    private final VideoService videos;
    private final Deletions deletions;
    private final Duration interval;
    private final AtomicBoolean running = new AtomicBoolean();
    private final FailureLog failures = new FailureLog(LOG, "Deleting videos whose time is over is put off");
    private volatile long timer = -1;

    VideoSweeper(
            Vertx vertx,
            Database database,
            VideoRepository repository,
            VideoService videos,
            Deletions deletions,
            VideoConfig config) {
        this.vertx = vertx;
        this.database = database;
        this.repository = repository;
        this.videos = videos;
        this.deletions = deletions;
        this.interval = config.sweepInterval();
    }

    @Override
    public Role role() {
        return Role.API;
    }

    @Override
    public void start() {
        sweep();
        timer = vertx.setPeriodic(interval.toMillis(), ignored -> sweep());
    }

    @Override
    public void stop() {
        vertx.cancelTimer(timer);
    }

    private void sweep() {
        if (running.compareAndSet(false, true)) {
            sweepBatches().eventually(() -> running.set(false)).subscribe().with(ignored -> {}, failures::report);
        }
    }

    private Uni<Void> sweepBatches() {
        return database.read(tx -> repository.expired(tx, Instant.now(), BATCH))
                .chain(batch -> batch.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : deleteAll(batch)
                                .call(deletions::run)
                                .chain(() ->
                                        batch.size() < BATCH ? Uni.createFrom().voidItem() : sweepBatches()));
    }

    private Uni<Void> deleteAll(List<Video> batch) {
        return Multi.createFrom()
                .iterable(batch)
                .onItem()
                .transformToUniAndConcatenate(this::delete)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> delete(Video video) {
        return database.write(tx -> videos.delete(tx, video.tenantId(), video.id()))
                .onFailure(VideoSweeper::isGone)
                .recoverWithNull();
    }

    /** Somebody else was quicker. */
    private static boolean isGone(Throwable failure) {
        return failure instanceof ProblemException problem && problem.type().equals(ProblemType.NOT_FOUND);
    }
}
