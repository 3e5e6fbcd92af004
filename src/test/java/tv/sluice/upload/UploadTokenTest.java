package tv.sluice.upload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UploadTokenTest {
    @Test
    void isLongRandomAndKnownByItsHash() {
        UploadToken token = UploadToken.random();
        assertThat(token.text()).hasSize(43).isNotEqualTo(UploadToken.random().text());
        assertThat(UploadToken.of(token.text()))
                .hasValueSatisfying(same -> assertThat(same.hash()).isEqualTo(token.hash()));
        assertThat(token.hash()).hasSize(32);
    }

    @Test
    void doesNotShowItselfInLogs() {
        UploadToken token = UploadToken.random();
        assertThat(token.toString()).doesNotContain(token.text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "../../../../../../../../../../../../../etc/x",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA+"
            })
    void hasAShape(String text) {
        assertThat(UploadToken.of(text)).isEmpty();
    }
}
