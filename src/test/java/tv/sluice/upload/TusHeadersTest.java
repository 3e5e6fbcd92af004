package tv.sluice.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.MultiMap;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tv.sluice.platform.error.ProblemException;

class TusHeadersTest {
    private final MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    private final TusHeaders tus = new TusHeaders(headers);

    @Test
    void theVersionIsNeededAndMustBeOurs() {
        assertProblem(tus::requireVersion, 412, "tus_version");
        headers.set("tus-resumable", "0.2.2");
        assertProblem(tus::requireVersion, 412, "tus_version");
        headers.set("tus-resumable", "1.0.0");
        tus.requireVersion();
    }

    @Test
    void anOffsetIsNeeded() {
        assertProblem(tus::requireOffset, 400, "invalid_request");
        headers.set("Upload-Offset", "70");
        assertThat(tus.requireOffset()).isEqualTo(70);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "+1", "1.0", "0x10", "1 2", "1,2", "9999999999999999999", "one"})
    void whatIsNoNumberIsRefused(String text) {
        headers.set("Upload-Offset", text);
        assertProblem(tus::requireOffset, 400, "invalid_request");
    }

    @Test
    void aHeaderMayStandOnlyOnce() {
        headers.add("Upload-Length", "1").add("Upload-Length", "1");
        assertProblem(tus::length, 400, "invalid_request");
    }

    @Test
    void aNewUploadHasALengthOrPromisesOne() {
        assertProblem(tus::lengthOrPromise, 400, "invalid_request");
        headers.set("Upload-Defer-Length", "1");
        assertThat(tus.lengthOrPromise()).isEqualTo(OptionalLong.empty());
        headers.set("Upload-Length", "5");
        assertProblem(tus::lengthOrPromise, 400, "invalid_request");
        headers.remove("Upload-Defer-Length");
        assertThat(tus.lengthOrPromise()).isEqualTo(OptionalLong.of(5));
        headers.remove("Upload-Length").set("Upload-Defer-Length", "2");
        assertProblem(tus::lengthOrPromise, 400, "invalid_request");
    }

    @ParameterizedTest
    @CsvSource({
        "application/offset+octet-stream, true",
        "Application/Offset+Octet-Stream; charset=binary, true",
        "application/octet-stream, false",
        "text/plain, false"
    })
    void knowsItsContentType(String type, boolean right) {
        headers.set("Content-Type", type);
        assertThat(tus.isOffsetStream()).isEqualTo(right);
    }

    @Test
    void aPostMayMeanAnotherMethod() {
        assertThat(tus.method("PATCH")).isEqualTo("PATCH");
        headers.set("X-HTTP-Method-Override", "patch");
        assertThat(tus.method("POST")).isEqualTo("PATCH");
        assertThat(tus.method("DELETE")).isEqualTo("DELETE");
    }

    private static void assertProblem(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable call, int status, String code) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ProblemException.class, problem -> {
            assertThat(problem.type().status()).isEqualTo(status);
            assertThat(problem.type().code()).isEqualTo(code);
        });
    }
}
