package tv.sluice.delivery;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tv.sluice.playback.token.PlaybackToken;
import tv.sluice.playback.token.PublicKeyRecord;
import tv.sluice.playback.token.SessionKey;
import tv.sluice.playback.token.SessionToken;
import tv.sluice.playback.token.TokenFault;
import tv.sluice.playback.token.TokenVerdict;
import tv.sluice.playback.token.UnverifiedToken;
import tv.sluice.playback.token.VerificationKey;

/**
 * Checks tokens. A playback token's signature costs a millisecond, so it is checked on a worker, once while it is remembered, and only
 * as often as its presenter's address has failures left; a session token costs a microsecond and is checked at once.
 */
final class TokenGate {
    private static final long MAX_REMEMBERED_BYTES = 16 << 20;
    private static final int WEIGHT_BESIDE_TEXT = 400;
    private static final Duration KEEP_UNUSED = Duration.ofMinutes(10);

    private final StoredRecords<VerificationKey> keys;
    private final SessionKey sessionKey;
    private final StorageWorker verifier;
    private final FailureBudget failures;
    private final InstantSource clock;
    private final DeliveryMetrics metrics;
    private final AsyncCache<Presented, Verified> remembered = Caffeine.newBuilder()
            .maximumWeight(MAX_REMEMBERED_BYTES)
            .weigher((Presented presented, Verified verified) ->
                    WEIGHT_BESIDE_TEXT + presented.token().length())
            .expireAfterAccess(KEEP_UNUSED)
            .executor(Runnable::run)
            .buildAsync();

    TokenGate(
            StoredRecords<VerificationKey> keys,
            SessionKey sessionKey,
            StorageWorker verifier,
            FailureBudget failures,
            InstantSource clock,
            DeliveryMetrics metrics) {
        this.keys = keys;
        this.sessionKey = sessionKey;
        this.verifier = verifier;
        this.failures = failures;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** A playback token and the playback id it is shown for. */
    private record Presented(String token, String playbackId) {}

    /** A playback token whose signature was good, with the key that said so. */
    record Verified(PlaybackToken token, VerificationKey key, String sessionToken) {
        Viewing viewing() {
            return new Viewing(sessionToken, token.expiresAt());
        }
    }

    /** Too many bad tokens from one address. */
    static final class ThrottledException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ThrottledException() {
            super("Too many bad tokens", null, false, false);
        }
    }

    /** The session of a viewing, if the token is one for this playback id and has not expired longer than the grace ago. */
    @Nullable
    Viewing checkSession(String text, String playbackId, Duration grace) {
        SessionToken session = sessionKey.open(text, playbackId);
        if (session == null || !session.isValid(clock.instant(), grace)) {
            metrics.session(session == null ? "forged" : "expired");
            return null;
        }
        metrics.session("accepted");
        return new Viewing(text, session.expiresAt());
    }

    /** What the token proves, or empty if it does not open this playback id now. Fails if there is no room or budget to check it. */
    CompletableFuture<Optional<Verified>> check(String text, String playbackId, InetAddress remote) {
        if (text.length() > UnverifiedToken.MAX_LENGTH) {
            metrics.token(TokenFault.MALFORMED);
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return remembered
                .get(new Presented(text, playbackId), (presented, executor) -> firstSight(presented, remote))
                .thenCompose(verified ->
                        verified == null ? CompletableFuture.completedFuture(Optional.empty()) : stillGood(verified));
    }

    /** Null, which is not remembered, if the token is bad. */
    private CompletableFuture<@Nullable Verified> firstSight(Presented presented, InetAddress remote) {
        if (!failures.take(remote)) {
            metrics.tokenThrottled();
            return CompletableFuture.failedFuture(new ThrottledException());
        }
        UnverifiedToken token = UnverifiedToken.parse(presented.token());
        if (token == null) {
            metrics.token(TokenFault.MALFORMED);
            return CompletableFuture.completedFuture(null);
        }
        return keys.get(PublicKeyRecord.storageKey(token.keyId()))
                .thenCompose(key -> verify(token, key.orElse(null), presented.playbackId()))
                .thenApply(verified -> {
                    if (verified != null) {
                        failures.giveBack(remote);
                    }
                    return verified;
                });
    }

    private CompletableFuture<@Nullable Verified> verify(
            UnverifiedToken token, @Nullable VerificationKey key, String playbackId) {
        if (key == null) {
            metrics.token(TokenFault.UNKNOWN_KEY);
            return CompletableFuture.completedFuture(null);
        }
        return verifier.<@Nullable Verified>submit(() -> switch (token.verify(key, playbackId, clock.instant())) {
            case TokenVerdict.Accepted(PlaybackToken proof) -> {
                metrics.tokenAccepted();
                yield new Verified(proof, key, sessionKey.issue(proof));
            }
            case TokenVerdict.Refused(TokenFault fault) -> {
                metrics.token(fault);
                yield null;
            }
        });
    }

    /** A remembered signature stays good, but time passes and keys are deleted. */
    private CompletableFuture<Optional<Verified>> stillGood(Verified verified) {
        TokenFault untimely = verified.token().untimely(clock.instant());
        if (untimely != null) {
            metrics.token(untimely);
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return keys.get(PublicKeyRecord.storageKey(verified.key().id())).thenApply(key -> {
            if (key.isPresent() && key.get().equals(verified.key())) {
                return Optional.of(verified);
            }
            metrics.token(TokenFault.UNKNOWN_KEY);
            return Optional.empty();
        });
    }
}
