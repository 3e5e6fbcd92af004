package tv.sluice.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.net.http.HttpHeaders;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tv.sluice.platform.config.InstallationSecret;

class SigningSecretTest {
    private static final String BODY = "{\"type\":\"video.ready\",\"data\":{\"title\":\"Ünïcödé\"}}";

    /** The vector of the specification's reference libraries. */
    @Test
    void signsAsTheSpecificationDoes() {
        SigningSecret secret = new SigningSecret(Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
        assertThat(secret.text()).isEqualTo("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        assertThat(secret.sign(
                        "msg_p5jXN8AQM9LWM0D4loKWxJek", Instant.ofEpochSecond(1_614_265_330), "{\"test\": 2432232314}"))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void aPublicLibraryVerifiesOurSignatures() {
        SigningSecret secret = SigningSecret.random();
        Instant now = Instant.now();
        HttpHeaders headers = headers(now, secret.sign("evt_1", now, BODY));
        assertThatCode(() -> new Webhook(secret.text()).verify(BODY, headers)).doesNotThrowAnyException();
        assertThatExceptionOfType(WebhookVerificationException.class)
                .isThrownBy(() -> new Webhook(secret.text()).verify(BODY + ' ', headers));
        assertThatExceptionOfType(WebhookVerificationException.class)
                .isThrownBy(() -> new Webhook(SigningSecret.random().text()).verify(BODY, headers));
    }

    @Test
    void duringAnOverlapBothSecretsAreGood() {
        SigningSecret old = SigningSecret.random();
        SigningSecret current = SigningSecret.random();
        Instant now = Instant.now();
        Target target = new Target("https://example.com/", List.of(current, old));
        HttpHeaders headers = headers(now, target.signatures("evt_1", now, BODY));
        for (SigningSecret secret : List.of(old, current)) {
            assertThatCode(() -> new Webhook(secret.text()).verify(BODY, headers))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void isKeptEncryptedAndForItsWebhookAlone() {
        SecretSeal seal = new SecretSeal(InstallationSecret.of("a secret of this installation"));
        SigningSecret secret = SigningSecret.random();
        byte[] sealed = seal.seal("whk_1", secret);
        assertThat(new String(sealed, java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain(new String(secret.bytes(), java.nio.charset.StandardCharsets.ISO_8859_1));
        assertThat(seal.open("whk_1", sealed).text()).isEqualTo(secret.text());
        assertThatIllegalStateException().isThrownBy(() -> seal.open("whk_2", sealed));
        SecretSeal other = new SecretSeal(InstallationSecret.of("a secret of another installation"));
        assertThatIllegalStateException().isThrownBy(() -> other.open("whk_1", sealed));
        assertThat(secret.toString()).doesNotContain(secret.text());
    }

    private static HttpHeaders headers(Instant at, String signature) {
        return HttpHeaders.of(
                Map.of(
                        "webhook-id", List.of("evt_1"),
                        "webhook-timestamp", List.of(Long.toString(at.getEpochSecond())),
                        "webhook-signature", List.of(signature)),
                (name, value) -> true);
    }
}
