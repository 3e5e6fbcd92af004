package tv.sluice.video;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import tv.sluice.platform.db.Database;
import tv.sluice.platform.deletion.Deletions;
import tv.sluice.platform.error.ProblemException;
import tv.sluice.platform.error.ProblemType;
import tv.sluice.tenant.TenantRemains;

/** Deletes the videos of tenants that are gone, with all that belongs to them. */
@ApplicationScoped
class VideoRemains implements TenantRemains {
    private static final int BATCH = 100;
    private static final VideoQuery SOME = new VideoQuery(VideoFilter.ALL, VideoOrder.NEWEST_FIRST, BATCH, null);

    private final Database database;
    private final VideoRepository repository;
    private final VideoService videos;
    private final Deletions deletions;

    VideoRemains(Database database, VideoRepository repository, VideoService videos, Deletions deletions) {
        this.database = database;
        this.repository = repository;
        this.videos = videos;
        this.deletions = deletions;
    }

    @Override
    public Uni<Boolean> clear(String space) {
        return database.read(tx -> repository.page(tx, space, SOME))
                .call(this::deleteAll)
                .call(deletions::run)
                .map(batch -> batch.size() >= BATCH);
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
                .onFailure(VideoRemains::isGone)
                .recoverWithNull();
    }

    /** Somebody else was quicker. */
    static boolean isGone(Throwable failure) {
        return failure instanceof ProblemException problem && problem.type().equals(ProblemType.NOT_FOUND);
    }
}
