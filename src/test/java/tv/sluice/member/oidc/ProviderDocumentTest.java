package tv.sluice.member.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import tv.sluice.oidc.Tokens;

class ProviderDocumentTest {
    private static final String ISSUER = "https://id.example.com/realms/video";

    private static String document(String member, Object value) {
        Map<String, Object> members = new HashMap<>(Map.of(
                "issuer", ISSUER,
                "jwks_uri", "https://keys.example.com/video",
                "authorization_endpoint", "https://id.example.com/authorize",
                "token_endpoint", "https://id.example.com/token"));
        members.put(member, value);
        return Tokens.json(members);
    }

    @Test
    void itsAddress() {
        URI expected = URI.create(ISSUER + "/.well-known/openid-configuration");

        assertThat(ProviderDocument.address(ISSUER)).isEqualTo(expected);
        assertThat(ProviderDocument.address(ISSUER + "/")).isEqualTo(expected);
    }

    @Test
    void whatItSays() throws ProviderException {
        ProviderDocument document =
                ProviderDocument.parse(document("userinfo_endpoint", "https://id.example.com/userinfo"), ISSUER);

        assertThat(document.keys()).hasToString("https://keys.example.com/video");
        assertThat(document.userinfo()).hasToString("https://id.example.com/userinfo");
        assertThat(document.endSession()).isNull();
    }

    @Test
    void ofAnotherIssuer() {
        assertThatThrownBy(() -> ProviderDocument.parse(document("issuer", ISSUER + "/"), ISSUER))
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining(ISSUER + "/");
    }

    @Test
    void addressesWithoutTls() throws ProviderException {
        for (Object address : new Object[] {"http://id.example.com/keys", "ftp://x/y", "keys", "https:///x", 7, "::"}) {
            assertThatThrownBy(() -> ProviderDocument.parse(document("jwks_uri", address), ISSUER))
                    .as("%s", address)
                    .isInstanceOf(ProviderException.class);
        }
        String local = "http://127.0.0.1:1234";
        assertThat(ProviderDocument.parse(Tokens.json(Map.of("issuer", local, "jwks_uri", local + "/keys")), local)
                        .keys())
                .hasToString(local + "/keys");
    }

    @Test
    void nobodyMakesUsAskAllTheTime() {
        AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
        RefreshPause pause = new RefreshPause(java.time.Duration.ofNanos(10), nanos::get);

        assertThat(pause.isOver()).isTrue();
        pause.begin();
        assertThat(pause.isOver()).isFalse();
        nanos.addAndGet(9);
        assertThat(pause.isOver()).isFalse();
        nanos.addAndGet(1);
        assertThat(pause.isOver()).isTrue();
    }
}
