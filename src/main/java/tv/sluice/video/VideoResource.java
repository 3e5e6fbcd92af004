package tv.sluice.video;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;
import tv.sluice.api.VideosApi;
import tv.sluice.api.model.VideoPage;
import tv.sluice.platform.db.Database;
import tv.sluice.platform.deletion.Deletions;
import tv.sluice.platform.web.EntityTag;
import tv.sluice.platform.web.PageRequest;
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
            @Nullable String externalId) {
        String tenant = caller.tenantId();
        String delivery = urls.delivery();
        PageRequest page = PageRequest.of(limit, cursor, VideoService.ID_PREFIX);
        VideoFilter filter = new VideoFilter(VideoMapper.state(state), externalId);
        return database.read(tx -> videos.list(tx, tenant, filter, page))
                .map(found -> RestResponse.ok(VideoMapper.page(found, delivery)));
    }

    @Override
    public Uni<RestResponse<tv.sluice.api.model.Video>> getVideo(String videoId) {
        String tenant = caller.tenantId();
        String delivery = urls.delivery();
        return database.read(tx -> videos.get(tx, tenant, videoId)).map(video -> answer(video, delivery));
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
    public Uni<RestResponse<Void>> deleteVideo(String videoId, @Nullable String ifMatch) {
        String tenant = caller.tenantId();
        return database.write(tx -> videos.delete(tx, tenant, videoId, ifMatch))
                .call(deletions::run)
                .replaceWith(RestResponse.noContent());
    }

    private static RestResponse<tv.sluice.api.model.Video> answer(Video video, String delivery) {
        return RestResponse.ResponseBuilder.ok(VideoMapper.video(video, delivery))
                .header(HttpHeaders.ETAG, new EntityTag(video.version()).header())
                .build();
    }
}
