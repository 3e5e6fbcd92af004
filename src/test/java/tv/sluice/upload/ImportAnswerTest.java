package tv.sluice.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vertx.core.MultiMap;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImportAnswerTest {
    private final MultiMap headers = MultiMap.caseInsensitiveMultiMap();

    @Test
    void aWholeFileTellsItsLengthAndTag() throws ImportException {
        headers.set("Content-Length", "1000").set("ETag", "\"abc\"");
        assertThat(ImportAnswer.read(200, headers, 0)).isEqualTo(new ImportAnswer(0, OptionalLong.of(1000), "\"abc\""));
    }

    @Test
    void neitherNeedBeKnown() throws ImportException {
        headers.set("ETag", "W/\"abc\"");
        assertThat(ImportAnswer.read(200, headers, 0)).isEqualTo(new ImportAnswer(0, OptionalLong.empty(), null));
    }

    @Test
    void theRestOfAFileBeginsWhereItWasWanted() throws ImportException {
        headers.set("Content-Range", "bytes 400-999/1000").set("ETag", "\"abc\"");
        assertThat(ImportAnswer.read(206, headers, 400))
                .isEqualTo(new ImportAnswer(400, OptionalLong.of(1000), "\"abc\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes 399-999/1000", "bytes */1000", "items 400-999/1000", "bytes 400-999", ""})
    void anotherPartIsRefused(String range) {
        headers.set("Content-Range", range);
        assertThatExceptionOfType(ImportException.class).isThrownBy(() -> ImportAnswer.read(206, headers, 400));
    }

    @Test
    void aFileThatWasEncodedIsRefused() {
        headers.set("Content-Encoding", "gzip");
        assertThatExceptionOfType(ImportException.class)
                .isThrownBy(() -> ImportAnswer.read(200, headers, 0))
                .satisfies(failure -> assertThat(failure.isPassing()).isFalse());
    }

    @ParameterizedTest
    @CsvSource({
        "404, import_not_found, false",
        "410, import_not_found, false",
        "401, import_forbidden, false",
        "403, import_forbidden, false",
        "400, import_failed, false",
        "204, import_failed, false",
        "416, import_failed, false",
        "429, import_failed, true",
        "500, import_failed, true",
        "503, import_failed, true"
    })
    void otherAnswersAreFailures(int status, String code, boolean passing) {
        assertThatExceptionOfType(ImportException.class)
                .isThrownBy(() -> ImportAnswer.read(status, headers, 0))
                .satisfies(failure -> {
                    assertThat(failure.fault().code()).isEqualTo(code);
                    assertThat(failure.isPassing()).isEqualTo(passing);
                });
    }
}
