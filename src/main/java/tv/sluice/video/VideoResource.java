package tv.sluice.video;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;
import tv.sluice.api.VideosApi;
import tv.sluice.api.model.BulkAction;
import tv.sluice.api.model.VideoBulk;
import tv.sluice.api.model.VideoBulkItem;
import tv.sluice.api.model.VideoBulkOutcome;
import tv.sluice.api.model.VideoBulkResult;
import tv.sluice.api.model.VideoPage;
import tv.sluice.platform.db.Database;
import tv.sluice.platform.deletion.Deletions;
import tv.sluice.platform.error.ProblemException;
import tv.sluice.platform.web.EntityTag;
import tv.sluice.platform.web.PublicUrls;
import tv.sluice.tenant.Caller;

/** The catalogue over REST. */
@Cancellable(false)
class VideoResource implements VideosApi {
    private final VideoService videos;
    private final Database database;
    private final Deletions deletions;
    private final Caller caller;
    private final PublicUrls urls;

    VideoResource(VideoService videos, Database database, Deletions deletions, Caller caller, PublicUrls urls) {
        this.videos = videos;
        this.database = database;
        this.deletions = deletions;
        this.caller = caller;
        this.urls = urls;
    }

    @Override
    public Uni<RestResponse<VideoPage>> listVideos(
            Integer limit,
            @Nullable String cursor,
            tv.sluice.api.model.@Nullable VideoState state,
            @Nullable String externalId,
            @Nullable String titlePrefix,
            @Nullable String createdAfter,
            @Nullable String createdBefore,
            @Nullable String sort) {
        String tenant = caller.tenantId();
        String delivery = urls.delivery();
        VideoFilter filter = new VideoFilter(
                VideoMapper.state(state),
                externalId,
                titlePrefix,
                VideoMapper.instant("createdAfter", createdAfter),
                VideoMapper.instant("createdBefore", createdBefore));
        VideoQuery query =
                new VideoQuery(filter, order(filter, sort), limit, cursor == null ? null : VideoQuery.Place.of(cursor));
        return database.read(tx -> videos.list(tx, tenant, query))
                .map(found -> RestResponse.ok(VideoMapper.page(found, delivery)));
    }

    @Override
    public Uni<RestResponse<tv.sluice.api.model.Video>> getVideo(String videoId) {
        String tenant = caller.tenantId();
        String delivery = urls.delivery();
        return videos.look(tenant, videoId).map(video -> answer(video, delivery));
    }

    @Override
    public Uni<RestResponse<tv.sluice.api.model.Video>> updateVideo(
            String videoId, JsonNode patch, @Nullable String ifMatch) {
        String tenant = caller.tenantId();
        String delivery = urls.delivery();
        return database.write(tx -> videos.patch(tx, tenant, videoId, patch, ifMatch))
                .map(video -> answer(video, delivery));
    }

    @Override
    public Uni<RestResponse<VideoBulkResult>> changeVideos(VideoBulk bulk) {
        bulk.getItems().forEach(VideoResource::check);
        String tenant = caller.tenantId();
        String delivery = urls.delivery();
        return new VideoBulkMapper(caller.requestId())
                .run(bulk.getItems(), item -> carryOut(tenant, item, delivery))
                .call(deletions::run)
                .map(outcomes -> RestResponse.ok(new VideoBulkResult().items(outcomes)));
    }

    private Uni<VideoBulkOutcome> carryOut(String tenant, VideoBulkItem item, String delivery) {
        String id = item.getVideoId();
        VideoBulkOutcome outcome = new VideoBulkOutcome().videoId(id);
        return switch (item.getAction()) {
            case PATCH ->
                database.write(tx -> videos.patch(tx, tenant, id, item.getPatch(), item.getIfMatch()))
                        .map(video -> outcome.httpStatus(200).video(VideoMapper.video(video, delivery)));
            case DELETE ->
                database.write(tx -> videos.delete(tx, tenant, id, item.getIfMatch()))
                        .replaceWith(outcome.httpStatus(204));
        };
    }

    /** What the schema cannot say. */
    private static void check(VideoBulkItem item) {
        if ((item.getAction() == BulkAction.PATCH) != (item.getPatch() != null)) {
            throw ProblemException.invalid(
                    "/items",
                    "bad_action",
                    "A PATCH needs a patch, and a DELETE takes none: " + item.getVideoId() + '.');
        }
    }

    @Override
    public Uni<RestResponse<Void>> deleteVideo(String videoId, @Nullable String ifMatch) {
        String tenant = caller.tenantId();
        return database.write(tx -> videos.delete(tx, tenant, videoId, ifMatch))
                .call(deletions::run)
                .replaceWith(RestResponse.noContent());
    }

    /** A range of values can be read in their own order only: in any other, most of the index would be read in vain. */
    private static VideoOrder order(VideoFilter filter, @Nullable String sort) {
        VideoOrder wanted = VideoOrder.of(sort);
        boolean ofTitles = filter.titlePrefix() != null;
        boolean ofTimes = filter.createdAfter() != null || filter.createdBefore() != null;
        if (wanted == null) {
            wanted = ofTitles ? VideoOrder.BY_TITLE : VideoOrder.NEWEST_FIRST;
        }
        if (ofTitles && wanted.by() != VideoOrder.By.TITLE) {
            throw notInThisOrder("titlePrefix", "title");
        }
        if (ofTimes && wanted.by() != VideoOrder.By.CREATED) {
            throw notInThisOrder("createdAfter and createdBefore", "createdAt");
        }
        return wanted;
    }

    private static ProblemException notInThisOrder(String filter, String order) {
        return ProblemException.invalid(
                "query:sort", "not_with_filter", "With " + filter + " the list can be sorted by " + order + " only.");
    }

    private static RestResponse<tv.sluice.api.model.Video> answer(Video video, String delivery) {
        return RestResponse.ResponseBuilder.ok(VideoMapper.video(video, delivery))
                .header(HttpHeaders.ETAG, new EntityTag(video.version()).header())
                .build();
    }
}
