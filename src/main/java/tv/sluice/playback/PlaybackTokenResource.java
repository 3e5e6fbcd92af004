package tv.sluice.playback;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;
import tv.sluice.api.PlaybackTokensApi;
import tv.sluice.api.model.PlaybackTokenCreate;
import tv.sluice.platform.db.Database;
import tv.sluice.platform.error.ProblemException;
import tv.sluice.platform.id.Ids;
import tv.sluice.platform.web.Created;
import tv.sluice.platform.web.PublicUrls;
import tv.sluice.playback.token.PlaybackToken;
import tv.sluice.tenant.Caller;
import tv.sluice.video.PlaybackPolicy;

/** Playback tokens over REST. */
@Cancellable(false)
class PlaybackTokenResource implements PlaybackTokensApi {
    /** Seconds, unless the call or the tenant says otherwise. */
    private static final int LIFETIME = 3_600;

    private final PlaybackService playback;
    private final ServerKeyWorker worker;
    private final Database database;
    private final Caller caller;
    private final PublicUrls urls;

    PlaybackTokenResource(
            PlaybackService playback, ServerKeyWorker worker, Database database, Caller caller, PublicUrls urls) {
        this.playback = playback;
        this.worker = worker;
        this.database = database;
        this.caller = caller;
        this.urls = urls;
    }

    @Override
    public Uni<RestResponse<tv.sluice.api.model.PlaybackToken>> createPlaybackToken(PlaybackTokenCreate create) {
        String tenant = caller.tenantId();
        String delivery = urls.delivery();
        int lifetime = lifetime(create.getExpiresIn(), caller.defaults().tokenLifetime());
        return database.read(tx -> playback.get(tx, tenant, create.getPlaybackId()))
                .invoke(PlaybackTokenResource::refusePublic)
                .chain(playbackId -> sign(playbackId, lifetime, delivery));
    }

    private Uni<RestResponse<tv.sluice.api.model.PlaybackToken>> sign(
            PlaybackId playbackId, int expiresIn, String delivery) {
        Instant expiresAt = Instant.now().plusSeconds(expiresIn).truncatedTo(ChronoUnit.SECONDS);
        return worker.sign(new PlaybackToken(playbackId.id(), expiresAt, null, Ids.next("view")))
                .map(token -> Created.secret(PlaybackMapper.token(token, expiresAt, playbackId.id(), delivery)));
    }

    private static int lifetime(@Nullable Integer asked, @Nullable Integer usual) {
        return Objects.requireNonNullElse(asked, Objects.requireNonNullElse(usual, LIFETIME));
    }

    private static void refusePublic(PlaybackId playbackId) {
        if (playbackId.policy() == PlaybackPolicy.PUBLIC) {
            throw ProblemException.invalid(
                    "/playbackId",
                    "not_signed",
                    "The playback id " + playbackId.id() + " is PUBLIC: it plays without a token.");
        }
    }
}
