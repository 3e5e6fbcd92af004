package tv.sluice.upload;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import tv.sluice.platform.error.ProblemException;

/**
 * What the bytes of one request must hash to (tus checksum extension).
 *
 * @param algorithm name in Java's words
 */
record Checksum(String algorithm, byte[] digest) {
    /** The algorithms in the protocol's words, as {@code Tus-Checksum-Algorithm} lists them. */
    static final String ALGORITHMS = "sha1,sha256,md5";

    private static final Map<String, String> JAVA_NAMES = Map.of("sha1", "SHA-1", "sha256", "SHA-256", "md5", "MD5");
    private static final String POINTER = "header:Upload-Checksum";

    /** Reads {@code <algorithm> <base64 digest>}. */
    static Checksum parse(String header) {
        String[] parts = header.split(" ", -1);
        if (parts.length != 2) {
            throw ProblemException.invalid(
                    POINTER, "malformed", "An algorithm, a space and a base64 digest were expected.");
        }
        String algorithm = JAVA_NAMES.get(parts[0]);
        if (algorithm == null) {
            throw ProblemException.invalid(
                    POINTER, "unknown_algorithm", "The checksum algorithm must be one of " + ALGORITHMS + ".");
        }
        Checksum checksum = new Checksum(algorithm, decode(parts[1]));
        int length = checksum.hasher().getDigestLength();
        if (checksum.digest.length != length) {
            throw ProblemException.invalid(
                    POINTER,
                    "wrong_length",
                    "A " + parts[0] + " digest has " + length + " bytes, not " + checksum.digest.length + ".");
        }
        return checksum;
    }

    MessageDigest hasher() {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has " + algorithm, e);
        }
    }

    boolean matches(MessageDigest hasher) {
        return MessageDigest.isEqual(digest, hasher.digest());
    }

    private static byte[] decode(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid(POINTER, "not_base64", "The digest is not base64.");
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Checksum that
                && algorithm.equals(that.algorithm)
                && MessageDigest.isEqual(digest, that.digest);
    }

    @Override
    public int hashCode() {
        return algorithm.hashCode();
    }
}
