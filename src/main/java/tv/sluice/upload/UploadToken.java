package tv.sluice.upload;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** The secret part of an upload URL: 256 random bits. Only its hash is stored, so the table gives no URL away. */
record UploadToken(String text) {
    private static final int BYTES = 32;
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final SecureRandom RANDOM = new SecureRandom();

    static UploadToken random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new UploadToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** The token if the text could be one. */
    static Optional<UploadToken> of(String text) {
        return SHAPE.matcher(text).matches() ? Optional.of(new UploadToken(text)) : Optional.empty();
    }

    byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "UploadToken";
    }
}
