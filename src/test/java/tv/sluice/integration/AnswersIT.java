package tv.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.sluice.Api.expect;
import static tv.sluice.Api.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tv.sluice.Api;
import tv.sluice.SluiceProcess;

/** An answer may be remembered, may come from a row without a session, and may not be too large: in none of that does anybody notice. */
class AnswersIT {
    private static final int MAX_ANSWER = 20_000;

    private static SluiceProcess program;
    private static Api api;

    @BeforeAll
    static void start() throws IOException {
        program = SluiceProcess.inTemporaryFolder()
                .withRoles("api")
                .with("sluice.database.timeout", "30s")
                .with("sluice.limits.key-requests", "6000")
                .with("sluice.api.answer-memory", "30s")
                .with("sluice.api.max-answer", String.valueOf(MAX_ANSWER))
                .start()
                .awaitReady();
        api = program.api();
    }

    @AfterAll
    static void stop() {
        program.close();
    }

    @Test
    void aRememberedAnswerIsNeverOlderThanTheLastChange() {
        String path = "/v1/videos/" + newVideo("First");
        for (int i = 0; i < 50; i++) {
            String title = "Title " + i;
            expect(api.get(path), 200);
            expect(api.patch(path, "{\"title\":\"" + title + "\"}"), 200);
            for (int again = 0; again < 4; again++) {
                assertThat(json(expect(api.get(path), 200)).get("title").asText())
                        .isEqualTo(title);
            }
        }
        expect(api.delete(path), 204);
        expect(api.get(path), 404);
    }

    @Test
    void aRememberedAnswerHasTheSameHeadersAndIsCounted() {
        String path = "/v1/videos/" + newVideo("Counted");
        List<Long> left = new ArrayList<>();
        HttpResponse<byte[]> first = expect(api.get(path), 200);
        for (int i = 0; i < 200; i++) {
            HttpResponse<byte[]> again = expect(api.get(path), 200);
            assertThat(again.body()).isEqualTo(first.body());
            for (String name : List.of("ETag", "Content-Type", "RateLimit-Policy")) {
                assertThat(again.headers().firstValue(name))
                        .isEqualTo(first.headers().firstValue(name));
            }
            assertThat(again.headers().firstValue("X-Request-Id"))
                    .isPresent()
                    .isNotEqualTo(first.headers().firstValue("X-Request-Id"));
            left.add(remaining(again));
        }
        // A hundred tokens a second come back while this runs.
        assertThat(left.getLast()).isLessThan(left.getFirst());
        String tag = first.headers().firstValue("ETag").orElseThrow();
        expect(Api.send(api.request(path).header("If-None-Match", tag).GET()), 304);
        expect(Api.send(api.request(path).header("Accept", "text/html").GET()), 406);
        expect(api.anonymous().get(path), 401);
        expect(api.withKey("slk_" + "x".repeat(43)).get(path), 401);
        expect(api.get(path + "?nonsense=1"), 400);
        expect(Api.send(api.request(path).method("HEAD", BodyPublishers.noBody())), 200);
    }

    @Test
    void aSingleVideoIsWhatTheListSays() {
        String id = newVideo("Both \uD83C\uDFAC ways");
        JsonNode listed = json(expect(api.get("/v1/videos?limit=1"), 200)).at("/items/0");
        assertThat(listed.get("id").asText()).isEqualTo(id);
        assertThat(json(expect(api.get("/v1/videos/" + id), 200))).isEqualTo(listed);
    }

    @Test
    void whatWouldBeTooLargeIsToBeAskedForInParts() {
        String description = "x".repeat(4_900);
        IntStream.range(0, 5)
                .forEach(i ->
                        expect(api.post("/v1/uploads", "{\"video\":{\"description\":\"" + description + "\"}}"), 201));
        HttpResponse<byte[]> refused = expect(api.get("/v1/videos?limit=5"), 400);
        assertThat(json(refused).get("code").asText()).isEqualTo("answer_too_large");
        assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
        expect(api.get("/v1/videos?limit=1"), 200);
        expect(api.get("/v1/videos?limit=5&fields=id,title"), 200);
    }

    @Test
    void bodiesMayComeOverHttp2() throws Exception {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
        HttpRequest upload = HttpRequest.newBuilder(program.apiUrl().resolve("/v1/uploads"))
                .header("Authorization", "Bearer " + program.adminKey())
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(20))
                .POST(BodyPublishers.ofString("{\"video\":{\"title\":\"Over HTTP/2\"}}"))
                .build();
        for (int i = 0; i < 3; i++) {
            HttpResponse<byte[]> made = client.send(upload, HttpResponse.BodyHandlers.ofByteArray());
            assertThat(made.version()).isEqualTo(HttpClient.Version.HTTP_2);
            String id = json(expect(made, 201)).get("videoId").asText();
            assertThat(json(api.get("/v1/videos/" + id)).get("title").asText()).isEqualTo("Over HTTP/2");
        }
    }

    private static String newVideo(String title) {
        return json(expect(api.post("/v1/uploads", "{\"video\":{\"title\":\"" + title + "\"}}"), 201))
                .get("videoId")
                .asText();
    }

    private static long remaining(HttpResponse<byte[]> answer) {
        String limits = answer.headers().firstValue("RateLimit").orElseThrow();
        return Long.parseLong(limits.replaceAll(".*\"key\";r=(\\d+);.*", "$1"));
    }
}
