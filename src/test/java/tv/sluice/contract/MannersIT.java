package tv.sluice.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.sluice.Api.expect;
import static tv.sluice.Api.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
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
 * What it takes to call an operation is made up from its schema, and the objects that it is about from {@link Belongings}.
 */
class MannersIT {
    private static final Contract CONTRACT = new Contract();

    private static SluiceProcess program;
    private static Belongings belongings;

    @BeforeAll
    static void someOfEverything() throws IOException {
        program = SluiceProcess.inTemporaryFolder()
                .withRoles("api")
                .with("sluice.database.timeout", "30s")
                .start()
                .awaitReady();
        belongings = Belongings.create(program.api());
        for (int i = 0; i < 2; i++) {
            Belongings.create(program.api());
            expect(belongings.api().post("/v1/uploads", "{\"video\":{\"title\":\"Another\"}}"), 201);
            expect(belongings.api().post("/v1/signing-keys", "{}"), 201);
        }
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
        String path = operation.method().equals("GET") ? pathTo(operation, belongings) : nobody(operation);
        Api api = caller(operation, belongings);
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
        Belongings own = Belongings.create(program.api());
        Api api = caller(operation, own);
        String path = pathTo(operation, own);
        String body = goodBody(operation);
        String key = UUID.randomUUID().toString();
        HttpResponse<byte[]> first = call(api, operation, path, body, key);
        assertThat(first.statusCode())
                .as(() -> new String(first.body(), StandardCharsets.UTF_8))
                .isIn(200, 201, 202, 404, 409, 422);
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
        Api api = caller(operation, belongings);
        String path = pathTo(operation, belongings);
        HttpResponse<byte[]> page = api.get(path + "?limit=1");
        expect(page, 200);
        String cursor = json(page).path("nextCursor").asText();
        if (!cursor.isEmpty()) {
            HttpResponse<byte[]> next = api.get(path + "?limit=1&cursor=" + cursor);
            expect(next, 200);
            assertThat(json(next).at("/items/0")).isNotEqualTo(json(page).at("/items/0"));
            char last = cursor.charAt(cursor.length() - 2) == 'A' ? 'B' : 'A';
            assertBadCursor(
                    api,
                    path + "?cursor=" + cursor.substring(0, cursor.length() - 2) + last
                            + cursor.charAt(cursor.length() - 1));
            lists().filter(list -> !list.id().equals(operation.id()))
                    .forEach(list ->
                            assertBadCursor(caller(list, belongings), pathTo(list, belongings) + "?cursor=" + cursor));
        }
        assertBadCursor(api, path + "?cursor=AAAA");
        expect(api.get(path + "?limit=101"), 400);
        expect(api.get(path + "?limit=0"), 400);
        selectsFields(api, path + "?limit=1");
    }

    @ParameterizedTest
    @MethodSource("resources")
    void isNotSentAgainToWhoHasIt(Contract.Operation operation) {
        Api api = caller(operation, belongings);
        String path = pathTo(operation, belongings);
        HttpResponse<byte[]> first = expect(api.get(path), 200);
        String tag = header(first, "ETag");
        assertThat(tag).matches("\"[\\x21\\x23-\\x7E]+\"");
        HttpResponse<byte[]> again =
                Api.send(api.request(path).header("If-None-Match", tag).GET());
        expect(again, 304);
        assertThat(again.body()).isEmpty();
        assertThat(header(again, "ETag")).isEqualTo(tag);
        expect(Api.send(api.request(path).header("If-None-Match", "\"other\"").GET()), 200);
        selectsFields(api, path + "?");
    }

    @ParameterizedTest
    @MethodSource("changes")
    void refusesToOverwriteWhatHasChanged(Contract.Operation operation) {
        Api api = caller(operation, belongings);
        String path = pathTo(operation, belongings);
        HttpRequest.Builder stale = request(api, operation, path, "{}").header("If-Match", "\"stale\"");
        expect(Api.send(stale), 412);
        String tag = header(api.get(path), "ETag");
        HttpResponse<byte[]> good = Api.send(request(api, operation, path, "{}").header("If-Match", tag));
        expect(good, 200);
        assertThat(header(good, "ETag")).isNotEmpty();
    }

    /** Whatever the resource has first, which is its id where it has one. */
    private static void selectsFields(Api api, String pathAndQuestion) {
        JsonNode whole = json(api.get(pathAndQuestion));
        boolean page = whole.has("items");
        JsonNode one = page ? whole.at("/items/0") : whole;
        String name =
                one.has("id") || one.isMissingNode() ? "id" : one.fieldNames().next();
        JsonNode answer = json(expect(api.get(pathAndQuestion + "&fields=" + name), 200));
        List<String> names = new ArrayList<>();
        (page ? answer.get("items") : List.of(answer))
                .forEach(resource -> resource.fieldNames().forEachRemaining(names::add));
        assertThat(names).containsOnly(one.isMissingNode() ? new String[0] : new String[] {name});
        assertThat(answer.has("nextCursor")).isEqualTo(whole.has("nextCursor"));
        HttpResponse<byte[]> refused = api.get(pathAndQuestion + "&fields=" + name + ",password");
        expect(refused, 400);
        assertThat(json(refused).at("/errors/0/pointer").asText()).isEqualTo("query:fields");
    }

    private static void assertBadCursor(Api api, String path) {
        HttpResponse<byte[]> refused = api.get(path);
        expect(refused, 400);
        assertThat(json(refused).at("/errors/0/code").asText()).isEqualTo("bad_cursor");
    }

    /** Operators run the installation, the tenant's own credential all the rest. */
    private static Api caller(Contract.Operation operation, Belongings owner) {
        return operation.isOfOperators() || operation.id().equals("createGrant") ? program.api() : owner.api();
    }

    private static String goodBody(Contract.Operation operation) {
        return operation.takesJson()
                ? new BadBodies(
                                CONTRACT,
                                operation
                                        .node()
                                        .at("/requestBody/content")
                                        .get(operation.mediaType())
                                        .get("schema"))
                        .good()
                : "";
    }

    /** The path with ids that exist. */
    private static String pathTo(Contract.Operation operation, Belongings owner) {
        String path = operation.path();
        for (Contract.Parameter parameter : operation.parameters("path")) {
            String kind = Kinds.of(parameter.schema()).orElseThrow();
            path = path.replace('{' + parameter.name() + '}', owner.id(kind.equals(Kinds.ANY) ? "vid" : kind));
        }
        return path;
    }

    /** The path with ids that nothing has. */
    private static String nobody(Contract.Operation operation) {
        String path = operation.path();
        for (Contract.Parameter parameter : operation.parameters("path")) {
            path = path.replace('{' + parameter.name() + '}', BadBodies.sampleText(parameter.schema()));
        }
        return path;
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
