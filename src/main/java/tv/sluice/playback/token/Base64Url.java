package tv.sluice.playback.token;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Base 64 for URLs without padding (RFC 4648, section 5), in its one canonical spelling. */
final class Base64Url {
    private Base64Url() {}

    static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The bytes, or null for padding, foreign characters or stray bits: the JDK's decoder lets several spellings pass for one. */
    static byte @Nullable [] decode(String text) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
        return encode(bytes).equals(text) ? bytes : null;
    }
}
