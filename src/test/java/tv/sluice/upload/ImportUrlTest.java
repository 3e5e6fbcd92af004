package tv.sluice.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tv.sluice.platform.error.ProblemException;

class ImportUrlTest {
    @ParameterizedTest
    @CsvSource({
        "http://example.com, example.com, 80, /, false",
        "https://example.com/a/b%20c.mp4?x=1&y=2#part, example.com, 443, /a/b%20c.mp4?x=1&y=2, true",
        "HTTP://example.com:8080/x, example.com, 8080, /x, false",
        "http://[2606:4700::1111]:1024/x, 2606:4700::1111, 1024, /x, false",
        "https://example.com/ü.mp4, example.com, 443, /%C3%BC.mp4, true",
        "http://192.0.2.10/, 192.0.2.10, 80, /, false",
        "http://7.example.com/, 7.example.com, 80, /, false"
    })
    void readsWhatMayBeFetched(String text, String host, int port, String target, boolean secure) {
        ImportUrl url = ImportUrl.parse(text);
        assertThat(url.url().host()).isEqualTo(host);
        assertThat(url.url().port()).isEqualTo(port);
        assertThat(url.url().target()).isEqualTo(target);
        assertThat(url.url().isSecure()).isEqualTo(secure);
    }

    @ParameterizedTest
    @CsvSource({
        "ftp://example.com/x, bad_scheme",
        "file:///etc/passwd, bad_scheme",
        "gopher://example.com:6379/x, bad_scheme",
        "//example.com/x, bad_scheme",
        "http:///x, bad_host",
        "http:x, bad_host",
        "http://127.1/, bad_host",
        "http://0177.0.0.1/, bad_host",
        "http://0x7f000001/, bad_host",
        "http://2130706433/, bad_host",
        "http://127.0.0.1./, bad_host",
        "http://1.2.3.4.5/, bad_host",
        "http://a b/, bad_url",
        "http://exa_mple.com/x, bad_host",
        "http://[fe80::1%25eth0]/, bad_host",
        "http://user@example.com/, user_info",
        "http://user:pw@example.com/, user_info",
        "http://@127.0.0.1/, user_info",
        "http://example.com:22/, bad_port",
        "http://example.com:0/, bad_port",
        "http://example.com:1023/, bad_port",
        "http://example.com:65536/, bad_port",
        "http://example.com:99999999999/, bad_host"
    })
    void refusesTheRest(String text, String code) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> ImportUrl.parse(text))
                .satisfies(problem -> {
                    assertThat(problem.errors().getFirst().code()).isEqualTo(code);
                    assertThat(problem.errors().getFirst().pointer()).isEqualTo("/inputUrl");
                });
    }

    @ParameterizedTest
    @CsvSource({
        "/b, https://example.com:8443/b",
        "b c.mp4, https://example.com:8443/x/b%20c.mp4",
        "//other.example/z, https://other.example/z",
        "http://other.example/z?q, http://other.example/z?q"
    })
    void followsRedirects(String location, String target) {
        assertThat(ImportUrl.parse("https://example.com:8443/x/a").resolve(location))
                .hasToString(target);
    }

    @ParameterizedTest
    @CsvSource({"file:///etc/passwd", "http://user@inside/", "javascript:1", "http://example.com:22/"})
    void checksWhereRedirectsLead(String location) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> ImportUrl.parse("https://example.com/a").resolve(location));
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.com/a/clip%20one+two.mp4?x=/y, clip one+two.mp4",
        "https://example.com/a/, ",
        "https://example.com, ",
        "https://example.com/a%0Ab.mp4, ab.mp4"
    })
    void namesTheFile(String text, String name) {
        assertThat(ImportUrl.parse(text).filename()).isEqualTo(name);
    }
}
