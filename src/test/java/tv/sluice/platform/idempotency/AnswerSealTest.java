package tv.sluice.platform.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tv.sluice.platform.config.InstallationSecret;

class AnswerSealTest {
    private static final String SECRET = "a private key in PEM";
    private static final StoredAnswer ANSWER = new StoredAnswer(
            201, Map.of("Location", "/v1/signing-keys/key_1"), "{\"privateKey\":\"" + SECRET + "\"}", true);

    private final AnswerSeal seal = seal("one installation");

    @Test
    void whoCallsAgainReadsIt() {
        byte[] sealed = seal.seal(call("ten_a", "k"), ANSWER);
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain(SECRET);
        assertThat(seal.open(call("ten_a", "k"), sealed)).isEqualTo(ANSWER);
    }

    @Test
    void nobodyElseDoes() {
        byte[] sealed = seal.seal(call("ten_a", "k"), ANSWER);
        assertThatThrownBy(() -> seal.open(call("ten_a", "other"), sealed)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> seal.open(call("ten_b", "k"), sealed)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> seal("another installation").open(call("ten_a", "k"), sealed))
                .isInstanceOf(IllegalStateException.class);
        sealed[sealed.length - 1] ^= 1;
        assertThatThrownBy(() -> seal.open(call("ten_a", "k"), sealed)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void namesAreOfOneTenantAndEnvironmentAndHideTheKey() {
        String name = seal.name(call("ten_a", "order-1"));
        assertThat(name).hasSize(43).doesNotContain("order").isEqualTo(seal.name(call("ten_a", "order-1")));
        assertThat(name)
                .isNotEqualTo(seal.name(call("ten_b", "order-1")))
                .isNotEqualTo(seal.name(call("ten_a", "order-2")))
                .isNotEqualTo(seal.name(new Call("ten_a", "TEST", "order-1", Call.fingerprint("x"))))
                .isNotEqualTo(seal("another installation").name(call("ten_a", "order-1")));
    }

    @Test
    void differentCallsHaveDifferentFingerprints() {
        assertThat(Call.fingerprint("POST", "/v1/a", "", "{}"))
                .isEqualTo(Call.fingerprint("POST", "/v1/a", "", "{}"))
                .isNotEqualTo(Call.fingerprint("POST", "/v1/a", "{}", ""))
                .isNotEqualTo(Call.fingerprint("POST", "/v1/", "a", "{}"));
    }

    @Test
    void whatAnotherAttemptMayChangeIsNotKept() {
        assertThat(List.of(200, 201, 204, 400, 404, 409, 412, 422)).allMatch(StoredAnswer::isFinal);
        assertThat(List.of(401, 403, 408, 429, 500, 503, 507)).noneMatch(StoredAnswer::isFinal);
    }

    private static AnswerSeal seal(String secret) {
        return new AnswerSeal(InstallationSecret.of(secret), new ObjectMapper());
    }

    private static Call call(String tenant, String key) {
        return new Call(tenant, "LIVE", key, Call.fingerprint("POST", "/v1/signing-keys", "", "{}"));
    }
}
