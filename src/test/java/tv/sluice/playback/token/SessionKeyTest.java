package tv.sluice.playback.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import tv.sluice.platform.id.Ids;

class SessionKeyTest {
    private static final Instant EXPIRY = Instant.parse("2026-11-20T13:00:00Z");
    private static final String PLAYBACK_ID = Ids.next("pbk");
    private static final SessionKey KEY =
            new SessionKey("a secret of thirty-two characters".getBytes(StandardCharsets.UTF_8));

    private static PlaybackToken token(String viewId) {
        return new PlaybackToken(PLAYBACK_ID, EXPIRY, null, viewId);
    }

    @Test
    void aSessionOpensWhatItWasIssuedFor() {
        String text = KEY.issue(token("view-1"));
        SessionToken session = KEY.open(text, PLAYBACK_ID);

        assertThat(text).hasSize(40).matches("[A-Za-z0-9_-]+").isEqualTo(KEY.issue(token("view-1")));
        assertThat(session).isNotNull();
        assertThat(session.expiresAt()).isEqualTo(EXPIRY);
        assertThat(KEY.open(text, Ids.next("pbk"))).isNull();
        assertThat(KEY.open(text, PLAYBACK_ID + "0")).isNull();
    }

    @Test
    void viewingsAreToldApart() {
        SessionToken one = KEY.open(KEY.issue(token("view-1")), PLAYBACK_ID);
        SessionToken two = KEY.open(KEY.issue(token("view-2")), PLAYBACK_ID);
        assertThat(one).isNotNull();
        assertThat(two).isNotNull();
        assertThat(one.view()).isNotEqualTo(two.view());
    }

    @Test
    void farExpiriesSurvive() {
        Instant far = Instant.parse("9999-12-31T23:59:59Z");
        SessionToken session = KEY.open(KEY.issue(new PlaybackToken(PLAYBACK_ID, far, null, null)), PLAYBACK_ID);
        assertThat(session).isNotNull();
        assertThat(session.expiresAt()).isEqualTo(far);
    }

    @Test
    void everyFlippedBitIsNoticed() {
        byte[] bytes = Base64.getUrlDecoder().decode(KEY.issue(token("view-1")));
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] changed = bytes.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(KEY.open(Base64.getUrlEncoder().encodeToString(changed), PLAYBACK_ID))
                    .as("bit %d", bit)
                    .isNull();
        }
    }

    @Test
    void otherSecretsAndOtherTextsOpenNothing() {
        SessionKey other = new SessionKey(new byte[32]);
        String text = KEY.issue(token("view-1"));
        assertThat(other.open(text, PLAYBACK_ID)).isNull();
        for (String wrong : new String[] {
            "",
            "a",
            text.substring(1),
            text + "A",
            text.substring(0, 38) + "==",
            "é".repeat(40),
            " ".repeat(40),
            text + text
        }) {
            assertThat(KEY.open(wrong, PLAYBACK_ID)).as(wrong).isNull();
        }
    }

    @Test
    void mediaOutliveTheTokenByTheGraceOnly() {
        SessionToken session = KEY.open(KEY.issue(token("view-1")), PLAYBACK_ID);
        assertThat(session).isNotNull();
        Duration grace = Duration.ofHours(1);
        assertThat(session.isValid(EXPIRY.plusSeconds(4), Duration.ZERO)).isTrue();
        assertThat(session.isValid(EXPIRY.plusSeconds(5), Duration.ZERO)).isFalse();
        assertThat(session.isValid(EXPIRY.plusSeconds(3604), grace)).isTrue();
        assertThat(session.isValid(EXPIRY.plusSeconds(3605), grace)).isFalse();
    }

    @Test
    void shortSecretsAreRefused() {
        assertThatThrownBy(() -> new SessionKey(new byte[31])).isInstanceOf(IllegalArgumentException.class);
    }
}
