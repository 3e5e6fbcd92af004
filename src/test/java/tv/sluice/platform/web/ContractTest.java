package tv.sluice.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tv.sluice.platform.error.FieldError;

/** The contract that is shipped, as requests are checked against it. */
class ContractTest {
    private static final Contract CONTRACT = new Contract(Contract.packaged());

    @Test
    void findsOperationsByPath() {
        Contract.Match match = Objects.requireNonNull(CONTRACT.match("/v1/videos/vid_x"));
        assertThat(match.parameters()).isEqualTo(Map.of("videoId", "vid_x"));
        assertThat(match.route().operations()).containsOnlyKeys("GET", "PATCH", "DELETE");
        assertThat(CONTRACT.match("/v1/videos/")).isNotNull();
        assertThat(CONTRACT.match("/v1/videos/a/b")).isNull();
        assertThat(CONTRACT.match("/v1/Videos")).isNull();
        assertThat(CONTRACT.match("/tus/abc")).isNull();
    }

    @Test
    void anEmptyIdIsNoId() {
        assertThat(parameter("getVideo", "videoId").check("")).isNotEmpty();
    }

    @Test
    void everyOperationIsSecuredAndHasAnId() {
        assertThat(CONTRACT.operations()).hasSizeGreaterThan(15).allSatisfy(operation -> {
            assertThat(operation.secured()).as(operation.id()).isTrue();
            assertThat(operation.id()).isNotEmpty();
        });
        assertThat(CONTRACT.operations().stream().map(Operation::id)).doesNotHaveDuplicates();
    }

    /** Bodies of {@code createUpload}, what is wrong with them, and where. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[] | `` | wrong_type",
                "\"x\" | `` | wrong_type",
                "null | `` | wrong_type",
                "{\"colour\":1} | /colour | unknown_field",
                "{\"video\":{\"a/b~c\":1}} | /video/a~1b~0c | unknown_field",
                "{\"video\":{\"title\":7}} | /video/title | wrong_type",
                "{\"video\":{\"title\":null}} | /video/title | wrong_type",
                "{\"video\":{\"title\":\"a\\nb\"}} | /video/title | bad_format",
                "{\"video\":{\"title\":\"a\\n\"}} | /video/title | bad_format",
                "{\"video\":{\"title\":\"\\u0000\"}} | /video/title | bad_format",
                "{\"video\":{\"description\":\"a\\u0007\"}} | /video/description | bad_format",
                "{\"video\":{\"externalId\":\"\"}} | /video/externalId | too_short",
                "{\"video\":{\"playbackPolicy\":\"public\"}} | /video/playbackPolicy | not_one_of",
                "{\"size\":\"1\"} | /size | wrong_type",
                "{\"size\":0} | /size | too_small",
                "{\"size\":1.5} | /size | wrong_type",
                "{\"expiresIn\":604801} | /expiresIn | too_large",
                "{\"inputUrl\":\"ftp://a/b\"} | /inputUrl | bad_format",
                "{\"corsOrigin\":\"https://a.example/\"} | /corsOrigin | bad_format",
            })
    void pointsAtWhatIsWrong(String body, String pointer, String code) {
        assertThat(check("createUpload", body)).singleElement().satisfies(error -> {
            assertThat(error.pointer()).isEqualTo(pointer);
            assertThat(error.code()).isEqualTo(code);
            assertThat(error.message()).isNotBlank();
        });
    }

    @Test
    void saysWhatWasGivenAndWhatWasExpected() {
        assertThat(check("createUpload", "{\"expiresIn\":7}"))
                .extracting(FieldError::message)
                .containsExactly("Got 7, expected 60 or more.");
        assertThat(check("createUpload", "{\"video\":{\"title\":\"" + "é".repeat(201) + "\"}}"))
                .extracting(FieldError::message)
                .containsExactly("Got \"" + "é".repeat(60) + "…\" (201 characters), expected at most 200 characters.");
        assertThat(check("createPlaybackId", "{\"policy\":\"PUBLIC\"}"))
                .containsExactly(new FieldError("/videoId", "required", "videoId is missing."));
    }

    @Test
    void lengthsAreCharactersAsPeopleCountThem() {
        assertThat(check("createUpload", "{\"video\":{\"title\":\"" + "🎥".repeat(200) + "\"}}"))
                .isEmpty();
    }

    @Test
    void namesManyErrorsButNotAll() {
        StringBuilder body = new StringBuilder("{");
        for (int i = 0; i < 500; i++) {
            body.append("\"f").append(i).append("\":1,");
        }
        assertThat(check("createUpload", body.append("\"size\":0}").toString())).hasSize(20);
    }

    @Test
    void whatIsRightPasses() {
        assertThat(check("createUpload", "{}")).isEmpty();
        assertThat(check("createUpload", "{\"video\":{\"title\":\"a\",\"description\":\"a\\r\\n\\tb\"},\"size\":1}"))
                .isEmpty();
        assertThat(check("updateVideo", "{\"title\":null,\"externalId\":\"x\"}"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1,true",
        "100,true",
        "0,false",
        "101,false",
        "x,false",
        "1.0,false",
        "+1,false",
        "'',false",
        "99999999999999999999,false"
    })
    void queryParametersAreTyped(String value, boolean right) {
        assertThat(parameter("listVideos", "limit").check(value).isEmpty()).isEqualTo(right);
    }

    @Test
    void parametersAreNamedByTheirPlace() {
        assertThat(parameter("listVideos", "state").check("ready"))
                .containsExactly(new FieldError(
                        "query:state",
                        "not_one_of",
                        "Got \"ready\", expected one of WAITING, PROCESSING, READY, ERRORED."));
        assertThat(parameter("updateVideo", "If-Match").pointer()).isEqualTo("header:If-Match");
    }

    @Test
    void theEndOfAPatternIsTheEndOfTheText() {
        Schema id = parameter("getVideo", "videoId").schema();
        assertThat(id.check(TextNode.valueOf("vid_01jd8wq2k3m4n5p6q7r8s9t0vw"), ""))
                .isEmpty();
        assertThat(id.check(TextNode.valueOf("vid_01jd8wq2k3m4n5p6q7r8s9t0vw\n"), ""))
                .isNotEmpty();
    }

    private static List<FieldError> check(String operationId, String body) {
        return Objects.requireNonNull(operation(operationId).body())
                .schema()
                .check(StrictJson.read(body.getBytes(StandardCharsets.UTF_8)), "");
    }

    private static Parameter parameter(String operationId, String name) {
        return operation(operationId).parameters().stream()
                .filter(parameter -> parameter.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Operation operation(String id) {
        return CONTRACT.operations().stream()
                .filter(operation -> operation.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
