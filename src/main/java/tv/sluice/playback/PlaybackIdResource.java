package tv.sluice.playback;

import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;
import tv.sluice.api.PlaybackIdsApi;
import tv.sluice.api.model.PlaybackIdCreate;
import tv.sluice.api.model.PlaybackIdPage;
import tv.sluice.platform.db.Database;
import tv.sluice.platform.deletion.Deletions;
import tv.sluice.platform.web.Created;
import tv.sluice.platform.web.PageRequest;
import tv.sluice.platform.web.PublicUrls;
import tv.sluice.tenant.Caller;
import tv.sluice.video.PlaybackPolicy;

/** Playback ids over REST. */
@Cancellable(false)
class PlaybackIdResource implements PlaybackIdsApi {
    private final PlaybackService playback;
    private final Database database;
    private final Deletions deletions;
    private final Caller caller;
    private final PublicUrls urls;

    PlaybackIdResource(
            PlaybackService playback, Database database, Deletions deletions, Caller caller, PublicUrls urls) {
        this.playback = playback;
        this.database = database;
        this.deletions = deletions;
        this.caller = caller;
        this.urls = urls;
    }

    @Override
    public Uni<RestResponse<tv.sluice.api.model.PlaybackId>> createPlaybackId(PlaybackIdCreate create) {
        String tenant = caller.tenantId();
        String delivery = urls.delivery();
        PlaybackPolicy policy = PlaybackMapper.policy(create.getPolicy());
        return database.write(tx -> playback.create(tx, tenant, create.getVideoId(), policy))
                .map(created ->
                        Created.at("/v1/playback-ids/" + created.id(), PlaybackMapper.playbackId(created, delivery)));
    }

    @Override
    public Uni<RestResponse<tv.sluice.api.model.PlaybackId>> getPlaybackId(String playbackId) {
        String tenant = caller.tenantId();
        String delivery = urls.delivery();
        return database.read(tx -> playback.get(tx, tenant, playbackId))
                .map(found -> RestResponse.ok(PlaybackMapper.playbackId(found, delivery)));
    }

    @Override
    public Uni<RestResponse<PlaybackIdPage>> listPlaybackIds(
            Integer limit, @Nullable String cursor, @Nullable String videoId) {
        String tenant = caller.tenantId();
        String delivery = urls.delivery();
        PageRequest page = PageRequest.of(limit, cursor, PlaybackId.PREFIX);
        return database.read(tx -> playback.list(tx, tenant, videoId, page))
                .map(found -> RestResponse.ok(PlaybackMapper.page(found, delivery)));
    }

    @Override
    public Uni<RestResponse<Void>> deletePlaybackId(String playbackId) {
        String tenant = caller.tenantId();
        return database.write(tx -> playback.delete(tx, tenant, playbackId))
                .call(deletions::run)
                .replaceWith(RestResponse.noContent());
    }
}
