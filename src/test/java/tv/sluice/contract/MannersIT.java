package tv.sluice.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.sluice.Api.expect;
import static tv.sluice.Api.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tv.sluice.Api;
import tv.sluice.SluiceProcess;

/**
 * The manners that every operation has to have, asked of every operation of the contract: a new one is asked by being written there.
 * What it takes to call an operation is made up from its schema, or given in {@link #BODIES}.
 */
class MannersIT {
    private static final Contract CONTRACT = new Contract();
    private static final String NOBODY = "zzzzzzzzzzzzzzzzzzzzzzzzzz";
    /** Bodies that are refused before or after they are understood serve as well: refusals are repeated like everything else. */
    private static final Map<String, String> BODIES = Map.of(
            "createUpload", "{}",
            "createPlaybackId", "{\"videoId\":\"vid_" + NOBODY + "\",\"policy\":\"PUBLIC\"}",
            "createPlaybackToken", "{\"playbackId\":\"pbk_" + NOBODY + "\"}",
            "createSigningKey", "{}",
            "changeVideos", "{\"items\":[{\"action\":\"DELETE\",\"videoId\":\"vid_" + NOBODY + "\"}]}");

    private static SluiceProcess program;
    private static Api api;
    /** An existing id for each path parameter, as far as there is one. */
    private static Map<String, String> ids;

    @BeforeAll
    static void someOfEverything() throws IOException {
        program = SluiceProcess.inTemporaryFolder()
                .withRoles("api")
                .with("sluice.database.timeout", "30s")
                .start()
                .awaitReady();
        api = program.api();
        JsonNode upload = json(api.post("/v1/uploads", "{\"video\":{\"title\":\"Manners\"}}"));
        for (int i = 0; i < 2; i++) {
            expect(api.post("/v1/uploads", "{\"video\":{\"title\":\"Another\"}}"), 201);
            expect(api.post("/v1/signing-keys", "{}"), 201);
        }
        String video = upload.get("videoId").asText();
        JsonNode playback = json(api.post("/v1/playback-ids", "{\"videoId\":\"" + video + "\",\"policy\":\"PUBLIC\"}"));
        ids = Map.of(
                "uploadId", upload.get("id").asText(),
                "videoId", video,
                "playbackId", playback.get("id").asText(),
                "signingKeyId",
                        json(api.get("/v1/signing-keys")).at("/items/0/id").asText());
    }

    @AfterAll
    static void stop() {
        program.close();
    }

    static Stream<Contract.Operation> all() {
        return CONTRACT.operations().stream()
                .filter(operation -> operation.path().startsWith("/v1/"))
                // An answer that does not end is for its own tests.
                .filter(operation ->
                        !operation.node().at("/responses/200/content").has("text/event-stream"));
    }

    static Stream<Contract.Operation> posts() {
        return all().filter(operation -> operation.method().equals("POST") && operation.needsKey());
    }

    static Stream<Contract.Operation> lists() {
        return all().filter(operation -> operation.id().startsWith("list"));
    }

    static Stream<Contract.Operation> resources() {
        return all().filter(operation -> operation.method().equals("GET")
                && operation.path().endsWith("}")
                && operation.node().at("/responses/200/content").has("application/json"));
    }

    static Stream<Contract.Operation> changes() {
        return all().filter(operation -> operation.method().equals("PATCH"));
    }

    @ParameterizedTest
    @MethodSource("all")
    void saysWhatIsLeftAndWhichRequestThisWas(Contract.Operation operation) {
        String path = operation.method().equals("GET") ? nobodyOrSomebody(operation) : nobody(operation);
        for (Api caller : List.of(api, api.anonymous(), api.withKey("slk_" + "x".repeat(43)))) {
            HttpResponse<byte[]> answer = call(caller, operation, path, "{", "");
            assertThat(answer.headers().map())
                    .containsKeys("ratelimit", "ratelimit-policy", "x-request-id", "traceresponse");
            if (answer.statusCode() >= 400) {
                assertThat(header(answer, "Content-Type")).isEqualTo("application/problem+json");
                JsonNode problem = json(answer);
                assertThat(problem.get("status").asInt()).isEqualTo(answer.statusCode());
                assertThat(problem.get("requestId").asText()).isEqualTo(header(answer, "X-Request-Id"));
                assertThat(problem.get("code").asText()).matches("[a-z_]+");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("posts")
    void isCarriedOutOnceForAnIdempotencyKey(Contract.Operation operation) {
        String path = nobodyOrSomebody(operation);
        String body = BODIES.getOrDefault(operation.id(), "{}");
        String key = UUID.randomUUID().toString();
        HttpResponse<byte[]> first = call(api, operation, path, body, key);
        if (first.statusCode() == 400 && json(first).path("errors").size() > 0) {
            assertThat(BODIES)
                    .as("MannersIT knows a body for " + operation.id())
                    .containsKey(operation.id());
        }
        HttpResponse<byte[]> again = call(api, operation, path, body, key);
        assertThat(again.statusCode()).isEqualTo(first.statusCode());
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(header(again, "Idempotency-Replayed")).isEqualTo("true");
        HttpResponse<byte[]> other = call(api, operation, path + "?", body, key);
        assertThat(other.statusCode()).isEqualTo(first.statusCode());
        expect(call(api, operation, path, body, "x".repeat(129)), 400);
    }

    @ParameterizedTest
    @MethodSource("lists")
    void pagesBySignedCursors(Contract.Operation operation) {
        String path = nobodyOrSomebody(operation);
        HttpResponse<byte[]> page = api.get(path + "?limit=1");
        expect(page, 200);
        String cursor = json(page).path("nextCursor").asText();
        if (!cursor.isEmpty()) {
            HttpResponse<byte[]> next = api.get(path + "?limit=1&cursor=" + cursor);
            expect(next, 200);
            assertThat(json(next).at("/items/0")).isNotEqualTo(json(page).at("/items/0"));
            char last = cursor.charAt(cursor.length() - 2) == 'A' ? 'B' : 'A';
            assertBadCursor(path + "?cursor=" + cursor.substring(0, cursor.length() - 2) + last
                    + cursor.charAt(cursor.length() - 1));
            lists().filter(list -> !list.id().equals(operation.id()))
                    .forEach(list -> assertBadCursor(nobodyOrSomebody(list) + "?cursor=" + cursor));
        }
        assertBadCursor(path + "?cursor=AAAA");
        expect(api.get(path + "?limit=101"), 400);
        expect(api.get(path + "?limit=0"), 400);
        selectsFields(path + "?limit=1");
    }

    @ParameterizedTest
    @MethodSource("resources")
    void isNotSentAgainToWhoHasIt(Contract.Operation operation) {
        Optional<String> path = pathTo(operation);
        if (path.isEmpty()) {
            expect(api.get(nobody(operation)), 404);
            return;
        }
        HttpResponse<byte[]> first = api.get(path.get());
        expect(first, 200);
        String tag = header(first, "ETag");
        assertThat(tag).matches("\"[\\x21\\x23-\\x7E]+\"");
        HttpResponse<byte[]> again =
                Api.send(api.request(path.get()).header("If-None-Match", tag).GET());
        expect(again, 304);
        assertThat(again.body()).isEmpty();
        assertThat(header(again, "ETag")).isEqualTo(tag);
        expect(
                Api.send(api.request(path.get())
                        .header("If-None-Match", "\"other\"")
                        .GET()),
                200);
        selectsFields(path.get() + "?");
    }

    @ParameterizedTest
    @MethodSource("changes")
    void refusesToOverwriteWhatHasChanged(Contract.Operation operation) {
        Optional<String> path = pathTo(operation);
        if (path.isEmpty()) {
            expect(call(api, operation, nobody(operation), "{}", ""), 404);
            return;
        }
        HttpRequest.Builder stale = request(api, operation, path.get(), "{}").header("If-Match", "\"stale\"");
        expect(Api.send(stale), 412);
        String tag = header(api.get(path.get()), "ETag");
        HttpResponse<byte[]> good =
                Api.send(request(api, operation, path.get(), "{}").header("If-Match", tag));
        expect(good, 200);
        assertThat(header(good, "ETag")).isNotEmpty();
    }

    private static void selectsFields(String pathAndQuestion) {
        JsonNode whole = json(api.get(pathAndQuestion));
        JsonNode answer = json(api.get(pathAndQuestion + "&fields=id"));
        if (whole.has("items")) {
            List<String> names = new ArrayList<>();
            answer.get("items").forEach(item -> item.fieldNames().forEachRemaining(names::add));
            assertThat(names).containsOnly(whole.get("items").isEmpty() ? new String[0] : new String[] {"id"});
            assertThat(answer.has("nextCursor")).isEqualTo(whole.has("nextCursor"));
        } else {
            assertThat(answer.size()).isOne();
            assertThat(answer.get("id")).isEqualTo(whole.get("id"));
        }
        HttpResponse<byte[]> refused = api.get(pathAndQuestion + "&fields=id,password");
        expect(refused, 400);
        assertThat(json(refused).at("/errors/0/pointer").asText()).isEqualTo("query:fields");
    }

    private static void assertBadCursor(String path) {
        HttpResponse<byte[]> refused = api.get(path);
        expect(refused, 400);
        assertThat(json(refused).at("/errors/0/code").asText()).isEqualTo("bad_cursor");
    }

    private static String nobodyOrSomebody(Contract.Operation operation) {
        return pathTo(operation).orElse(nobody(operation));
    }

    /** The path with ids that exist, if there is one for each of its parameters. */
    private static Optional<String> pathTo(Contract.Operation operation) {
        String path = operation.path();
        for (Map.Entry<String, String> id : ids.entrySet()) {
            path = path.replace('{' + id.getKey() + '}', id.getValue());
        }
        return path.contains("{") ? Optional.empty() : Optional.of(path);
    }

    private static String nobody(Contract.Operation operation) {
        return operation.path().replaceAll("\\{jobId}", "job_" + NOBODY).replaceAll("\\{[^}]+}", NOBODY);
    }

    private static HttpResponse<byte[]> call(
            Api caller, Contract.Operation operation, String path, String body, String key) {
        HttpRequest.Builder request = request(caller, operation, path, body);
        return Api.send(key.isEmpty() ? request : request.header("Idempotency-Key", key));
    }

    private static HttpRequest.Builder request(Api caller, Contract.Operation operation, String path, String body) {
        HttpRequest.Builder request = caller.request(path);
        if (!operation.takesBody()) {
            return request.method(operation.method(), BodyPublishers.noBody());
        }
        String type = operation.node().at("/requestBody/content").fieldNames().next();
        return request.header("Content-Type", type).method(operation.method(), BodyPublishers.ofString(body));
    }

    private static String header(HttpResponse<byte[]> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
