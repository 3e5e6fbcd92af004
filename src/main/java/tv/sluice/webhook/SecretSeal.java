package tv.sluice.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import tv.sluice.platform.config.InstallationSecret;

/** Encrypts signing secrets for the database (AES-256-GCM), each for its webhook alone. */
@ApplicationScoped
class SecretSeal {
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKeySpec key;

    SecretSeal(InstallationSecret installation) {
        this.key = installation.key("AES", "webhook secrets");
    }

    byte[] seal(String webhookId, SigningSecret secret) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, webhookId, nonce).doFinal(secret.bytes());
            byte[] all = Arrays.copyOf(nonce, nonce.length + sealed.length);
            System.arraycopy(sealed, 0, all, nonce.length, sealed.length);
            return all;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A secret cannot be sealed", e);
        }
    }

    SigningSecret open(String webhookId, byte[] sealed) {
        byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
        try {
            return new SigningSecret(cipher(Cipher.DECRYPT_MODE, webhookId, nonce)
                    .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "The secret of webhook " + webhookId + " was not sealed by this installation", e);
        }
    }

    private Cipher cipher(int mode, String webhookId, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(webhookId.getBytes(StandardCharsets.US_ASCII));
        return cipher;
    }
}
