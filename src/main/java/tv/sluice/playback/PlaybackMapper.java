package tv.sluice.playback;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tv.sluice.api.model.PlaybackIdPage;
import tv.sluice.api.model.PlaybackToken;
import tv.sluice.api.model.SigningKeyPage;
import tv.sluice.platform.journal.DeliveryLinks;
import tv.sluice.platform.journal.StateJson;
import tv.sluice.platform.web.Page;
import tv.sluice.video.PlaybackPolicy;
import tv.sluice.video.VideoMapper;

/** Between the contract's shapes of playback ids, signing keys and tokens, and ours. */
final class PlaybackMapper {
    private PlaybackMapper() {}

    static PlaybackPolicy policy(tv.sluice.api.model.PlaybackPolicy policy) {
        return PlaybackPolicy.valueOf(policy.name());
    }

    static tv.sluice.api.model.PlaybackId playbackId(PlaybackId playbackId, String delivery) {
        return VideoMapper.playbackId(playbackId.name(), playbackId.videoId(), delivery);
    }

    /** What the GET of a playback id answers, for the journal. */
    static JsonNode json(PlaybackId playbackId) {
        return StateJson.of(playbackId(playbackId, DeliveryLinks.PLACEHOLDER));
    }

    /** What the GET of a signing key answers, for the journal. */
    static JsonNode json(SigningKey key) {
        return StateJson.of(signingKey(key, null));
    }

    static PlaybackIdPage page(Page<PlaybackId> page, String delivery) {
        return new PlaybackIdPage()
                .items(page.items().stream()
                        .map(each -> playbackId(each, delivery))
                        .toList())
                .nextCursor(page.nextCursor());
    }

    static PlaybackToken token(String token, Instant expiresAt, String playbackId, String delivery) {
        return new PlaybackToken()
                .token(token)
                .expiresAt(expiresAt)
                .urls(VideoMapper.urls(delivery + "/t/" + token + '/' + playbackId));
    }

    /** @param privateKey PEM; null except in the answer that created the key */
    static tv.sluice.api.model.SigningKey signingKey(SigningKey key, @Nullable String privateKey) {
        return new tv.sluice.api.model.SigningKey()
                .id(key.id())
                .name(key.name())
                .algorithm(tv.sluice.api.model.SigningKey.AlgorithmEnum.valueOf(
                        key.algorithm().name()))
                .publicKey(key.publicKey())
                .privateKey(privateKey)
                .createdAt(key.createdAt());
    }

    static SigningKeyPage page(Page<SigningKey> page) {
        return new SigningKeyPage()
                .items(page.items().stream().map(key -> signingKey(key, null)).toList())
                .nextCursor(page.nextCursor());
    }
}
