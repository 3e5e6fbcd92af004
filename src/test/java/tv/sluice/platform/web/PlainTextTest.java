package tv.sluice.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class PlainTextTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void acceptsWhatPatternAndLengthsAllow() throws Exception {
        PlainText id = of("{\"type\":\"string\",\"pattern\":\"^vid_[0-9a-z]{3}$\",\"description\":\"An id.\"}");
        assertThat(id.accepts("vid_0az")).isTrue();
        assertThat(id.accepts("vid_0az\n")).isFalse();
        assertThat(id.accepts("xvid_0az")).isFalse();
        PlainText text = of("{\"type\":\"string\",\"minLength\":2,\"maxLength\":3}");
        assertThat(text.accepts("ab")).isTrue();
        assertThat(text.accepts("abcd")).isFalse();
        assertThat(text.accepts("\uD83C\uDFAC"))
                .as("one character of two units")
                .isFalse();
    }

    @Test
    void leavesEverythingElseToTheSchema() throws Exception {
        assertThat(PlainText.of(JSON.readTree("{\"type\":\"string\",\"enum\":[\"a\"]}")))
                .isNull();
        assertThat(PlainText.of(JSON.readTree("{\"type\":\"integer\"}"))).isNull();
        assertThat(PlainText.of(JSON.readTree("{\"type\":\"string\",\"pattern\":\"a\"}")))
                .isNull();
        assertThat(PlainText.of(JSON.readTree("{\"type\":[\"string\",\"null\"]}")))
                .isNull();
    }

    private static PlainText of(String schema) throws Exception {
        PlainText text = PlainText.of(JSON.readTree(schema));
        assertThat(text).isNotNull();
        return text;
    }
}
