package tv.sluice.platform.web;

import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tv.sluice.platform.config.InstallationSecret;
import tv.sluice.platform.error.ProblemException;

/**
 * Signs the cursors that clients get, so that one works only for the tenant, the list, the filter and the order that it was made for.
 * Resources see cursors without the signature.
 */
@ApplicationScoped
class CursorSeal {
    static final String PARAMETER = "cursor";

    private static final String HMAC = "HmacSHA256";
    private static final int MAC_BYTES = 16;
    /** What may change from page to page. */
    private static final Set<String> FREE = Set.of(PARAMETER, "limit", "fields", "expand");

    private final SecretKeySpec key;

    CursorSeal(InstallationSecret secret) {
        this.key = secret.key(HMAC, "cursors");
    }

    /** What a cursor of this request's list is good for. */
    static String purpose(Operation operation, RoutingContext routing) {
        Map<String, List<String>> filter =
                new TreeMap<>(QueryString.parse(routing.request().query()));
        filter.keySet().removeAll(FREE);
        Actor actor = Actor.of(routing);
        String who = actor == null ? "" : actor.tenantId() + ' ' + actor.environment();
        return operation.id() + '\0' + who + '\0' + filter;
    }

    String seal(String cursor, String purpose) {
        byte[] text = cursor.getBytes(StandardCharsets.UTF_8);
        byte[] mac = mac(text, purpose);
        byte[] all = Arrays.copyOf(mac, MAC_BYTES + text.length);
        System.arraycopy(text, 0, all, MAC_BYTES, text.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    }

    /** What was sealed; refuses everything else. */
    String open(String sealed, String purpose) {
        byte[] all = decode(sealed);
        if (all.length > MAC_BYTES) {
            byte[] text = Arrays.copyOfRange(all, MAC_BYTES, all.length);
            if (MessageDigest.isEqual(Arrays.copyOf(all, MAC_BYTES), mac(text, purpose))) {
                return new String(text, StandardCharsets.UTF_8);
            }
        }
        throw bad();
    }

    static ProblemException bad() {
        return ProblemException.invalid(
                "query:" + PARAMETER,
                "bad_cursor",
                "This cursor was not made by this list with this filter and order; pass back nextCursor of the page before,"
                        + " unchanged, and change nothing else.");
    }

    private static byte[] decode(String sealed) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(sealed);
            // One spelling only: the last character of base64 may have bits that mean nothing.
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(sealed) ? bytes : new byte[0];
        } catch (IllegalArgumentException notBase64) {
            return new byte[0];
        }
    }

    private byte[] mac(byte[] text, String purpose) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            mac.update(purpose.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return Arrays.copyOf(mac.doFinal(text), MAC_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + HMAC, e);
        }
    }
}
