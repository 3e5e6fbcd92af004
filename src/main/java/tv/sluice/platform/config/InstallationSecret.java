package tv.sluice.platform.config;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The one secret that all processes of an installation share, and from which a key for each purpose is derived (HKDF-SHA256, RFC 5869):
 * who learns one of the keys knows nothing of the others.
 */
@Startup // Reads its file before there are requests.
@ApplicationScoped
public class InstallationSecret {
    private static final int BYTES = 32;

    private final byte[] secret;

    @Inject
    InstallationSecret(
            @ConfigProperty(name = "sluice.tenant.pepper") Optional<String> secret,
            @ConfigProperty(name = "sluice.tenant.pepper-file") Path file) {
        this(secret.orElseGet(() -> new SecretFile(file).readOrMake(InstallationSecret::random)));
    }

    private InstallationSecret(String secret) {
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
    }

    /** A given secret, for tests. */
    public static InstallationSecret of(String secret) {
        return new InstallationSecret(secret);
    }

    /**
     * The key for a purpose.
     *
     * @param algorithm for which the key is, e.g. {@code AES}
     * @param parts what the key is for, in words, and for which of several
     */
    public SecretKeySpec key(String algorithm, String... parts) {
        try {
            HKDFParameterSpec how = HKDFParameterSpec.ofExtract()
                    .addIKM(secret)
                    .thenExpand(String.join("\0", parts).getBytes(StandardCharsets.UTF_8), BYTES);
            return new SecretKeySpec(KDF.getInstance("HKDF-SHA256").deriveData(how), algorithm);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Java 25 has HKDF-SHA256", e);
        }
    }

    private static String random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
