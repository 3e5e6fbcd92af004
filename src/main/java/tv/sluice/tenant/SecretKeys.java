package tv.sluice.tenant;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tv.sluice.platform.config.SecretFile;

/** The texts of API keys: {@code slk_} or {@code slp_} and 256 random bits in base64url. Hashing them needs no slow function: nobody can guess 256 bits. */
@Startup // Reads its file before there are requests.
@ApplicationScoped
class SecretKeys {
    private static final Pattern FORM = Pattern.compile("sl[kp]_[A-Za-z0-9_-]{43}");
    private static final String HMAC = "HmacSHA256";
    private static final int BYTES = 32;
    private static final int HINT = 4;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKeySpec pepper;

    @Inject
    SecretKeys(TenantConfig config) {
        this(config.pepper().orElseGet(() -> new SecretFile(config.pepperFile()).readOrMake(SecretKeys::random)));
    }

    SecretKeys(String pepper) {
        this.pepper = new SecretKeySpec(pepper.getBytes(StandardCharsets.UTF_8), HMAC);
    }

    static String next(KeyKind kind) {
        return kind.prefix() + random();
    }

    /** What is kept of a key. */
    Secret secret(String key) {
        return new Secret(hash(key), key.substring(0, HINT) + '…' + key.substring(key.length() - HINT));
    }

    static boolean isWellFormed(String key) {
        return FORM.matcher(key).matches();
    }

    KeyHash hash(String key) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(pepper);
            return new KeyHash(mac.doFinal(key.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + HMAC, e);
        }
    }

    private static String random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
