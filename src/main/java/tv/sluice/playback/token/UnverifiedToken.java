package tv.sluice.playback.token;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.id.Ids;

/**
 * A playback token as presented, well formed and not yet believed. Follows RFC 8725: the algorithm is the key's, keys embedded in
 * the token are ignored, and everything with more than one reading is refused.
 */
public final class UnverifiedToken {
    /** The longest token, in characters. */
    public static final int MAX_LENGTH = 4096;
    /** How far the clocks of a customer and of Sluice may differ. */
    public static final Duration LEEWAY = Duration.ofSeconds(5);

    private static final int MAX_VIEW_ID = 256;
    private static final double MAX_SECONDS = 253_402_300_799.0;

    private final String keyId;
    private final String algorithm;
    private final PlaybackToken claims;
    private final byte[] signed;
    private final byte[] signature;

    private UnverifiedToken(String keyId, String algorithm, PlaybackToken claims, byte[] signed, byte[] signature) {
        this.keyId = keyId;
        this.algorithm = algorithm;
        this.claims = claims;
        this.signed = signed;
        this.signature = signature;
    }

    /** Reads the compact form; null if it is anything but a well-formed playback token. */
    public static @Nullable UnverifiedToken parse(String compact) {
        int first = compact.indexOf('.');
        int second = compact.indexOf('.', first + 1);
        if (compact.length() > MAX_LENGTH || first < 0 || second < 0) {
            return null;
        }
        FlatJson header = json(compact.substring(0, first));
        FlatJson claims = json(compact.substring(first + 1, second));
        byte[] signature = Base64Url.decode(compact.substring(second + 1));
        if (header == null || claims == null || signature == null || signature.length == 0) {
            return null;
        }
        String keyId = header.string("kid");
        String algorithm = header.string("alg");
        PlaybackToken token = token(claims);
        if (keyId == null || !Ids.isValid("key", keyId) || algorithm == null || header.has("crit") || token == null) {
            return null;
        }
        byte[] signed = compact.substring(0, second).getBytes(StandardCharsets.US_ASCII);
        return new UnverifiedToken(keyId, algorithm, token, signed, signature);
    }

    private static @Nullable FlatJson json(String part) {
        byte[] bytes = Base64Url.decode(part);
        return bytes == null ? null : FlatJson.parse(bytes);
    }

    private static @Nullable PlaybackToken token(FlatJson claims) {
        String playbackId = claims.string("sub");
        Instant expiresAt = instant(claims.number("exp"), false);
        Instant notBefore = instant(claims.number("nbf"), true);
        String viewId = claims.string("jti");
        // RFC 7519, 4.1.3: a token made for named audiences must be refused by everybody else.
        boolean forOthers = claims.has("aud");
        boolean unreadable = claims.has("nbf") && notBefore == null || claims.has("jti") && viewId == null;
        if (playbackId == null || !Ids.isValid("pbk", playbackId) || expiresAt == null || forOthers || unreadable) {
            return null;
        }
        if (viewId != null && viewId.length() > MAX_VIEW_ID) {
            return null;
        }
        return new PlaybackToken(playbackId, expiresAt, notBefore, viewId);
    }

    /** A NumericDate in whole seconds, rounded so that a fraction never lengthens the validity. */
    private static @Nullable Instant instant(@Nullable Double seconds, boolean up) {
        if (seconds == null || !(seconds >= 0 && seconds <= MAX_SECONDS)) {
            return null;
        }
        return Instant.ofEpochSecond((long) (up ? Math.ceil(seconds) : Math.floor(seconds)));
    }

    /** The signing key that the token says it was signed with. */
    public String keyId() {
        return keyId;
    }

    /** The playback id that the token says it is for. */
    public String playbackId() {
        return claims.playbackId();
    }

    /**
     * Checks the token for the playback id it is used for. What the presenter can read off the token is checked first, the signature
     * before anything that only Sluice knows, so that the time taken tells nothing. Costs about a millisecond of processor time, so
     * never call it on an event loop.
     */
    public TokenVerdict verify(VerificationKey key, String playbackId, Instant now) {
        if (!claims.playbackId().equals(playbackId)) {
            return new TokenVerdict.Refused(TokenFault.OTHER_PLAYBACK_ID);
        }
        TokenFault untimely = claims.untimely(now);
        if (untimely != null) {
            return new TokenVerdict.Refused(untimely);
        }
        if (!key.id().equals(keyId) || !key.algorithm().name().equals(algorithm)) {
            return new TokenVerdict.Refused(TokenFault.UNKNOWN_KEY);
        }
        if (!key.verifies(signed, signature)) {
            return new TokenVerdict.Refused(TokenFault.BAD_SIGNATURE);
        }
        return new TokenVerdict.Accepted(claims);
    }
}
