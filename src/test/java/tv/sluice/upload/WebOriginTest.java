package tv.sluice.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tv.sluice.platform.error.ProblemException;

class WebOriginTest {
    @ParameterizedTest
    @CsvSource({
        "https://www.example.com, https://www.example.com",
        "HTTPS://WWW.Example.com:443, https://www.example.com",
        "http://localhost:3000, http://localhost:3000",
        "http://example.com:80, http://example.com",
        "https://example.com:80, https://example.com:80",
        "http://[::1]:8080, http://[::1]:8080"
    })
    void isWrittenAsBrowsersWriteIt(String given, String sent) {
        assertThat(WebOrigin.normalise(given)).isEqualTo(sent);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "null",
                "example.com",
                "https://",
                "https://a/",
                "https://a/b",
                "https://a:b",
                "https://-a",
                "https://a:123456",
                "https://u@a",
                "ftp://a"
            })
    void nothingElseIsOne(String given) {
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> WebOrigin.normalise(given));
    }
}
