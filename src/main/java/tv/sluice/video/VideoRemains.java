package tv.sluice.video;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import tv.sluice.platform.db.Database;
import tv.sluice.platform.deletion.Deletions;
import tv.sluice.platform.error.ProblemException;
import tv.sluice.tenant.TenantRemains;

/** Deletes the videos of tenants that have been deleted, with all that belongs to them. */
@ApplicationScoped
class VideoRemains implements TenantRemains {
    private static final int BATCH = 50;

    private final Database database;
    private final VideoService videos;
    private final Deletions deletions;

    VideoRemains(Database database, VideoService videos, Deletions deletions) {
        this.database = database;
        this.videos = videos;
        this.deletions = deletions;
    }

    @Override
    public Uni<Boolean> clear(String space) {
        VideoQuery some = new VideoQuery(VideoFilter.ALL, VideoOrder.NEWEST_FIRST, BATCH, null);
        return database.read(tx -> videos.list(tx, space, some))
                .chain(page -> deleteAll(page.items())
                        .call(deletions::run)
                        .replaceWith(!page.items().isEmpty()));
    }

    private Uni<Void> deleteAll(List<Video> batch) {
        return Multi.createFrom()
                .iterable(batch)
                .onItem()
                .transformToUniAndConcatenate(this::delete)
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private Uni<Void> delete(Video video) {
        return database.write(tx -> videos.delete(tx, video.tenantId(), video.id()))
                // Another process was quicker.
                .onFailure(ProblemException.class)
                .recoverWithNull();
    }
}
