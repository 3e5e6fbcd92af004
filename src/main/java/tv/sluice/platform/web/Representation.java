package tv.sluice.platform.web;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The entity tag of what is sent: the resource's version, if it has one, a dot, and a hash of the bytes. {@code If-Match} looks at the
 * version alone, so that what the transcoder reports does not make a person's change fail; {@code If-None-Match} looks at all of it, so
 * that who polls sees every change.
 */
final class Representation {
    private static final int HASH_BYTES = 12;

    private Representation() {}

    /** @param version the tag that the resource gave, quotes included, or null */
    static String tag(@Nullable String version, byte[] body) {
        String before = version == null ? "" : version.substring(1, version.length() - 1) + '.';
        return '"' + before + hash(body) + '"';
    }

    /** Whether the client says that it has this already (RFC 9110, section 13.1.2, by weak comparison). */
    static boolean isKnown(String tag, @Nullable String ifNoneMatch) {
        if (ifNoneMatch == null) {
            return false;
        }
        for (String each : ifNoneMatch.split(",")) {
            String known = each.strip();
            if (known.equals("*") || known.equals(tag) || known.equals("W/" + tag)) {
                return true;
            }
        }
        return false;
    }

    private static String hash(byte[] body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, HASH_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
