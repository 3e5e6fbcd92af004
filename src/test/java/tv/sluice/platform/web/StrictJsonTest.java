package tv.sluice.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tv.sluice.platform.error.FieldError;
import tv.sluice.platform.error.ProblemException;
import tv.sluice.platform.error.ProblemType;

class StrictJsonTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"title\":\"Hafen im Morgenlicht – 夜明けの港 🎥\",\"n\":-0.5e-3,\"big\":9223372036854775807,\"x\":[null,true]}",
                " \"\\ud83c\\udfa5\" ",
                "[]"
            })
    void readsWhatRfc8259Allows(String text) {
        assertThat(StrictJson.read(text.getBytes(StandardCharsets.UTF_8))).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":1,\"a\":2} | malformed | `/a`",
                "{\"a\":1} {} | malformed | ``",
                "{\"a\":1}x | malformed | ``",
                "{a:1} | malformed | ``",
                "{\"a\":1,} | malformed | `/a`",
                "{\"a\":'x'} | malformed | `/a`",
                "{\"a\":NaN} | malformed | `/a`",
                "{\"a\":01} | malformed | `/a`",
                "{\"a\":\"\t\"} | malformed | `/a`",
                "{\"a\":[1,[2,}] | malformed | `/a/1/1`",
                "{\"a\" | malformed | `/a`",
                "{\"a\":9223372036854775808} | too_large | `/a`",
                "{\"a\":1e400} | too_large | `/a`",
                "{\"a\":1e-999999999} | too_large | `/a`",
                "{\"a\":\"\\ud800\"} | bad_encoding | `/a`",
                "{\"\\udc00\":1} | bad_encoding | `/?`",
                "` ` | required | ``",
            })
    void refusesTheRestAndPointsAtIt(String text, String code, String pointer) {
        FieldError error = refusal(text.getBytes(StandardCharsets.UTF_8));
        assertThat(error.code()).isEqualTo(code);
        if (!pointer.equals("/?")) {
            assertThat(error.pointer()).isEqualTo(pointer);
        }
    }

    @Test
    void refusesWhatIsNotUtf8() {
        assertThat(refusal(new byte[] {'"', (byte) 0xFF, '"'}).code()).isEqualTo("bad_encoding");
        assertThat(refusal(new byte[] {'"', (byte) 0xC0, (byte) 0xAF, '"'}).code())
                .isEqualTo("bad_encoding");
        assertThat(refusal(new byte[] {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'})
                        .code())
                .isEqualTo("bad_encoding");
        assertThat(refusal("\"a\"".getBytes(StandardCharsets.UTF_16)).code()).isEqualTo("bad_encoding");
        assertThat(refusal("\uFEFF{}".getBytes(StandardCharsets.UTF_8)).code()).isEqualTo("malformed");
    }

    @Test
    void boundsDepthValuesAndNumbers() {
        assertThat(refusal(("[".repeat(33) + "]".repeat(33)).getBytes(StandardCharsets.UTF_8))
                        .code())
                .isEqualTo("malformed");
        assertThat(refusal(("[" + "1,".repeat(10_000) + "1]").getBytes(StandardCharsets.UTF_8))
                        .code())
                .isEqualTo("too_many_values");
        assertThat(refusal(("[0." + "1".repeat(1000) + "]").getBytes(StandardCharsets.UTF_8))
                        .code())
                .isEqualTo("malformed");
        assertThat(refusal("[".repeat(1 << 20).getBytes(StandardCharsets.UTF_8)).message())
                .hasSizeLessThan(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}{}",
                "{\"a\":NaN}",
                "/**/{}",
                "{\"a\":1,\"a\":2}",
                "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
                "[0.11111111111111111111111111111111111111111111111111111]"
            })
    void speaksOfJsonAndNotOfItsParser(String text) {
        assertThat(refusal(text.getBytes(StandardCharsets.UTF_8)).message())
                .startsWith("The body ")
                .doesNotContain("`", "Feature", "com.fasterxml", "Constraints");
    }

    private static FieldError refusal(byte[] bytes) {
        FieldError[] found = new FieldError[1];
        assertThatThrownBy(() -> StrictJson.read(bytes))
                .asInstanceOf(type(ProblemException.class))
                .satisfies(problem -> {
                    assertThat(problem.type()).isEqualTo(ProblemType.INVALID_REQUEST);
                    found[0] = problem.errors().getFirst();
                });
        return found[0];
    }
}
