package tv.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.sluice.Api.expect;
import static tv.sluice.Api.json;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tv.sluice.Api;
import tv.sluice.Polling;
import tv.sluice.RawRequest;
import tv.sluice.SluiceProcess;

/** What repeated calls do: nothing again, and what they are told. */
class IdempotencyIT {
    private static final String UPLOAD = "{\"video\":{\"title\":\"Once\"}}";
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private static SluiceProcess program;

    @BeforeAll
    static void start() throws IOException {
        program = SluiceProcess.inTemporaryFolder()
                .withRoles("api")
                // Who waits for a busy machine is not told that the database is away.
                .with("sluice.database.timeout", "30s")
                .with("sluice.idempotency.max-answer", "4K")
                .start()
                .awaitReady();
    }

    @AfterAll
    static void stop() {
        program.close();
    }

    @Test
    void aRepetitionGetsTheFirstAnswerAndDoesNothing() {
        String key = UUID.randomUUID().toString();
        HttpResponse<byte[]> first = post("/v1/uploads", UPLOAD, key);
        expect(first, 201);
        assertThat(first.headers().firstValue("Idempotency-Replayed")).isEmpty();
        HttpResponse<byte[]> again = post("/v1/uploads", " {\"video\": {\"title\": \"Once\"}} ", key);
        expect(again, 201);
        assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
        assertThat(again.body()).isEqualTo(first.body());
        for (String header : List.of("Location", "Content-Type", "Cache-Control")) {
            assertThat(path(again, header)).as(header).isEqualTo(path(first, header));
        }
        assertThat(videosCalled(json(first).get("videoId").asText())).isOne();
    }

    @Test
    void refusalsAreRepeatedToo() {
        String key = UUID.randomUUID().toString();
        String body = "{\"videoId\":\"vid_zzzzzzzzzzzzzzzzzzzzzzzzzz\",\"policy\":\"PUBLIC\"}";
        HttpResponse<byte[]> first = post("/v1/playback-ids", body, key);
        expect(first, 404);
        HttpResponse<byte[]> again = post("/v1/playback-ids", body, key);
        expect(again, 404);
        assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
        assertThat(again.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(again.body()).isEqualTo(first.body());
    }

    @Test
    void aKeyIsForOneThing() {
        String key = UUID.randomUUID().toString();
        expect(post("/v1/uploads", UPLOAD, key), 201);
        expect(post("/v1/uploads", "{}", key), 422);
        HttpResponse<byte[]> other = post("/v1/signing-keys", "{}", key);
        expect(other, 422);
        assertThat(json(other).get("code").asText()).isEqualTo("idempotency_mismatch");
    }

    @Test
    void aSecretThatIsShownOnceIsShownAgainToWhoAskedForIt() {
        String key = UUID.randomUUID().toString();
        HttpResponse<byte[]> first = post("/v1/signing-keys", "{}", key);
        expect(first, 201);
        assertThat(json(first).get("privateKey").asText()).contains("PRIVATE KEY");
        assertThat(post("/v1/signing-keys", "{}", key).body()).isEqualTo(first.body());
    }

    @Test
    void keysOfOddFormAreRefused() {
        expect(post("/v1/uploads", UPLOAD, "x".repeat(129)), 400);
        expect(post("/v1/uploads", UPLOAD, "x".repeat(128)), 201);
    }

    @Test
    void ofManyAtOnceOneIsCarriedOut() throws Exception {
        int callers = 20;
        String key = UUID.randomUUID().toString();
        CyclicBarrier together = new CyclicBarrier(callers);
        List<HttpResponse<byte[]>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(callers)) {
            List<Future<HttpResponse<byte[]>>> calls = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                calls.add(threads.submit(() -> {
                    together.await();
                    return post("/v1/signing-keys", "{\"name\":\"at once\"}", key);
                }));
            }
            for (Future<HttpResponse<byte[]>> call : calls) {
                answers.add(call.get());
            }
        }
        assertThat(answers).allMatch(answer -> answer.statusCode() == 201 || answer.statusCode() == 409);
        assertThat(answers.stream()
                        .filter(answer -> answer.statusCode() == 201)
                        .map(answer -> json(answer).get("id").asText())
                        .collect(Collectors.toSet()))
                .hasSize(1);
        assertThat(answers.stream()
                        .filter(answer -> answer.statusCode() == 201
                                && answer.headers()
                                        .firstValue("Idempotency-Replayed")
                                        .isEmpty()))
                .hasSize(1);
        answers.stream().filter(answer -> answer.statusCode() == 409).forEach(busy -> {
            assertThat(json(busy).get("code").asText()).isEqualTo("idempotency_in_progress");
            assertThat(busy.headers().firstValue("Retry-After")).isPresent();
        });
        assertThat(namedKeys("at once")).isOne();
    }

    @Test
    void aCallerWhoHangsUpFindsTheAnswerWhenItCallsAgain() {
        for (int i = 0; i < 10; i++) {
            String key = UUID.randomUUID().toString();
            String name = "hung up " + i;
            String body = "{\"name\":\"" + name + "\"}";
            try (RawRequest call = RawRequest.open(
                    program.apiUrl().resolve("/v1/signing-keys").toString(),
                    "POST",
                    "Authorization: Bearer " + program.adminKey(),
                    "Idempotency-Key: " + key,
                    "Content-Type: application/json",
                    "Content-Length: " + body.length(),
                    "",
                    body)) {
                call.reset();
            }
            Polling.until(
                    "an answer",
                    DEADLINE,
                    () -> post("/v1/signing-keys", body, key).statusCode() == 201);
            assertThat(namedKeys(name)).isOne();
        }
    }

    @Test
    void answersSurviveARestart() throws IOException {
        String key = UUID.randomUUID().toString();
        HttpResponse<byte[]> first = post("/v1/signing-keys", "{}", key);
        expect(first, 201);
        program.signal("KILL");
        program.awaitEnd();
        program = program.startAgain().awaitReady();
        HttpResponse<byte[]> again = post("/v1/signing-keys", "{}", key);
        assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
        assertThat(again.body()).isEqualTo(first.body());
    }

    private static HttpResponse<byte[]> post(String path, String body, String key) {
        return Api.send(program.api()
                .request(path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(body)));
    }

    private static String path(HttpResponse<byte[]> answer, String header) {
        return answer.headers()
                .firstValue(header)
                .map(value -> URI.create(value.replace(" ", "")).getPath())
                .orElse("");
    }

    private static long videosCalled(String id) {
        HttpResponse<byte[]> list = program.api().get("/v1/videos?limit=100");
        expect(list, 200);
        return json(list).get("items").findValuesAsText("id").stream()
                .filter(id::equals)
                .count();
    }

    private static long namedKeys(String name) {
        HttpResponse<byte[]> list = program.api().get("/v1/signing-keys?limit=100");
        expect(list, 200);
        return json(list).get("items").findValuesAsText("name").stream()
                .filter(name::equals)
                .count();
    }
}
