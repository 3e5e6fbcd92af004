package tv.sluice.playback.token;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The secret that all delivery nodes share, with which they seal session tokens: HMAC-SHA256 (RFC 2104) truncated to 128 bits over a
 * version, the expiry, the view and the playback id. 40 characters, no state, checked in about a microsecond.
 */
public final class SessionKey {
    /** The least length of the secret, in bytes. */
    public static final int MIN_SECRET = 32;

    private static final String ALGORITHM = "HmacSHA256";
    private static final byte VERSION = 1;
    private static final int HEAD = 14;
    private static final int SEAL = 16;
    private static final int LENGTH = HEAD + SEAL;
    private static final int TEXT_LENGTH = 40;

    private final Mac prototype;

    public SessionKey(byte[] secret) {
        if (secret.length < MIN_SECRET) {
            throw new IllegalArgumentException("The session secret needs at least " + MIN_SECRET + " bytes");
        }
        try {
            prototype = Mac.getInstance(ALGORITHM);
            prototype.init(new SecretKeySpec(secret, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no " + ALGORITHM, e);
        }
    }

    /** The session token of a viewing: the same text each time for the same playback token. */
    public String issue(PlaybackToken token) {
        String view = token.viewId() == null ? token.playbackId() : token.viewId();
        long seconds = token.expiresAt().getEpochSecond();
        ByteBuffer bytes = ByteBuffer.allocate(LENGTH)
                .put(VERSION)
                .put((byte) (seconds >>> Integer.SIZE))
                .putInt((int) seconds)
                .putLong(fingerprint(view));
        bytes.put(seal(bytes.array(), token.playbackId()), 0, SEAL);
        return Base64Url.encode(bytes.array());
    }

    /** The session that the text stands for, or null if this key did not seal it for this playback id. Expiry is the caller's to check. */
    public @Nullable SessionToken open(String text, String playbackId) {
        byte[] bytes = text.length() == TEXT_LENGTH ? Base64Url.decode(text) : null;
        if (bytes == null || bytes[0] != VERSION) {
            return null;
        }
        byte[] expected = Arrays.copyOf(seal(bytes, playbackId), SEAL);
        if (!MessageDigest.isEqual(expected, Arrays.copyOfRange(bytes, HEAD, LENGTH))) {
            return null;
        }
        ByteBuffer head = ByteBuffer.wrap(bytes, 1, HEAD - 1);
        long seconds = (long) (head.get() & 0xff) << Integer.SIZE | head.getInt() & 0xffff_ffffL;
        return new SessionToken(Instant.ofEpochSecond(seconds), head.getLong());
    }

    private byte[] seal(byte[] token, String playbackId) {
        Mac mac = copy();
        mac.update(token, 0, HEAD);
        return mac.doFinal(playbackId.getBytes(StandardCharsets.UTF_8));
    }

    /** Cloning the keyed state is half as dear as keying anew, and leaves the shared one untouched. */
    private Mac copy() {
        try {
            return (Mac) prototype.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("This Java cannot clone " + ALGORITHM, e);
        }
    }

    private static long fingerprint(String view) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(view.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no SHA-256", e);
        }
    }
}
