package tv.sluice.platform.idempotency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import tv.sluice.platform.config.InstallationSecret;

/**
 * Keeps answers so that only who calls again can read them: an answer may hold a secret that is shown once. It is encrypted (AES-256-GCM)
 * under a key made of the installation's secret and the idempotency key, and of the idempotency key only a keyed hash is stored.
 */
@ApplicationScoped
class AnswerSeal {
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final String HMAC = "HmacSHA256";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final InstallationSecret secret;
    private final SecretKeySpec names;
    private final ObjectMapper json;

    AnswerSeal(InstallationSecret secret, ObjectMapper json) {
        this.secret = secret;
        this.names = secret.key(HMAC, "idempotency keys");
        this.json = json;
    }

    /** Under which name the answer to this call is kept: another one for each tenant and environment. */
    String name(Call call) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(names);
            String text = call.tenantId() + '\0' + call.environment() + '\0' + call.key();
            byte[] hash = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + HMAC, e);
        }
    }

    byte[] seal(Call call, StoredAnswer answer) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, call, nonce).doFinal(json.writeValueAsBytes(answer));
            byte[] all = Arrays.copyOf(nonce, nonce.length + sealed.length);
            System.arraycopy(sealed, 0, all, nonce.length, sealed.length);
            return all;
        } catch (GeneralSecurityException | JsonProcessingException e) {
            throw new IllegalStateException("An answer cannot be sealed", e);
        }
    }

    StoredAnswer open(Call call, byte[] sealed) {
        byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
        try {
            byte[] bytes =
                    cipher(Cipher.DECRYPT_MODE, call, nonce).doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
            return json.readValue(bytes, StoredAnswer.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A kept answer was not sealed by this installation", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Cipher cipher(int mode, Call call, byte[] nonce) throws GeneralSecurityException {
        SecretKeySpec key = secret.key("AES", "idempotent answers", call.tenantId(), call.environment(), call.key());
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(call.fingerprint().hex().getBytes(StandardCharsets.US_ASCII));
        return cipher;
    }
}
