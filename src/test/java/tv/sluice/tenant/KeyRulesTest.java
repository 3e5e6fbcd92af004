package tv.sluice.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tv.sluice.platform.error.ProblemException;

class KeyRulesTest {
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final Secret SECRET = new Secret(new KeyHash(new byte[32]), "slk_…abcd");
    private static final List<String> ORIGINS = List.of("https://www.example.com");

    @Test
    void eachKindHasItsUsualScopes() {
        assertThat(draft(KeyKind.SECRET, null, List.of(), null).wanted()).containsExactly(Scope.ALL);
        assertThat(draft(KeyKind.PUBLISHABLE, null, ORIGINS, null).wanted())
                .containsExactlyInAnyOrder(Scope.VIDEOS_READ, Scope.PLAYBACK_IDS_READ);
    }

    @Test
    void aPublishableKeyReadsTheCatalogueFromItsOriginsOnly() {
        assertThatThrownBy(() -> draft(KeyKind.PUBLISHABLE, List.of("videos:write"), ORIGINS, null)
                        .wanted())
                .isInstanceOf(ProblemException.class);
        assertThatThrownBy(
                        () -> draft(KeyKind.PUBLISHABLE, null, List.of(), null).check(NOON))
                .isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> draft(KeyKind.SECRET, null, ORIGINS, null).check(NOON))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void anUnknownScopeAndAnExpiryInThePastAreRefused() {
        assertThatThrownBy(() -> draft(KeyKind.SECRET, List.of("time:read"), List.of(), null)
                        .wanted())
                .isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> draft(KeyKind.SECRET, null, List.of(), NOON).check(NOON))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void aKeyThatIsReplacedEndsWithTheOverlapAtTheLatest() {
        ApiKey unlimited = key(null);
        unlimited.giveWay(unlimited.successor("apk_new", SECRET, null, NOON), NOON.plusSeconds(60));
        assertThat(unlimited.state(NOON.plusSeconds(59))).isEqualTo(KeyState.ACTIVE);
        assertThat(unlimited.state(NOON.plusSeconds(60))).isEqualTo(KeyState.EXPIRED);
        assertThat(unlimited.replacedBy()).isEqualTo("apk_new");

        ApiKey ending = key(NOON.plusSeconds(10));
        ending.giveWay(ending.successor("apk_new", SECRET, null, NOON), NOON.plusSeconds(60));
        assertThat(ending.expiresAt()).isEqualTo(NOON.plusSeconds(10));
    }

    @Test
    void revokedStaysRevoked() {
        ApiKey key = key(NOON);
        key.revoke(NOON);
        assertThat(key.state(NOON.plusSeconds(1))).isEqualTo(KeyState.REVOKED);
        assertThat(key.proof().revoked()).isTrue();
    }

    @Test
    void originsAreWrittenAsBrowsersWriteThem() {
        assertThat(WebOrigins.normal(
                        List.of("HTTPS://WWW.Example.com:443", "http://localhost:80", "http://localhost:443")))
                .containsExactly("https://www.example.com", "http://localhost", "http://localhost:443");
    }

    private static ApiKey key(@Nullable Instant expiresAt) {
        return new ApiKey(
                "apk_x",
                Space.live("ten_x"),
                "x",
                KeyKind.SECRET,
                SECRET,
                Set.of(Scope.ALL),
                List.of(),
                expiresAt,
                NOON);
    }

    private static KeyDraft draft(
            KeyKind kind, @Nullable List<String> scopes, List<String> origins, @Nullable Instant expiresAt) {
        return new KeyDraft("", "x", kind, null, scopes, origins, expiresAt);
    }
}
