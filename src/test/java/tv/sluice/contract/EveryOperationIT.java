package tv.sluice.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.sluice.Api.expect;
import static tv.sluice.Api.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tv.sluice.Api;
import tv.sluice.SluiceProcess;

/** Every operation of the contract succeeds for real at least once, and its answer is as the contract says. */
class EveryOperationIT {
    private static final Contract CONTRACT = new Contract();
    private static final ObjectMapper JSON = new ObjectMapper();
    /** What has to be the case before an operation can succeed. */
    private static final Map<String, BiConsumer<Api, Belongings>> BEFORE = Map.of(
            "deleteTenant", EveryOperationIT::suspend,
            "resumeTenant", EveryOperationIT::suspend);

    private static SluiceProcess program;

    @BeforeAll
    static void start() throws IOException {
        program = SluiceProcess.inTemporaryFolder()
                .withRoles("api")
                .with("sluice.database.timeout", "30s")
                .start()
                .awaitReady();
    }

    @AfterAll
    static void stop() {
        program.close();
    }

    static Stream<Contract.Operation> operations() {
        return CONTRACT.operations().stream()
                .filter(operation -> operation.path().startsWith("/v1/") && operation.needsKey())
                // An answer that does not end is for its own tests.
                .filter(operation ->
                        !operation.node().at("/responses/200/content").has("text/event-stream"));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void succeeds(Contract.Operation operation) throws IOException {
        Belongings own = Belongings.create(program.api());
        Api operator = program.api();
        BEFORE.getOrDefault(operation.id(), (api, belongings) -> {}).accept(operator, own);
        boolean ofOperators = operation.isOfOperators() || operation.id().equals("createGrant");
        HttpResponse<byte[]> answer = call(ofOperators ? operator : own.api(), operation, own);
        String text = new String(answer.body(), StandardCharsets.UTF_8);
        assertThat(answer.statusCode()).as(operation.id() + " → " + text).isBetween(200, 299);
        CONTRACT.judge(operation.id(), answer);
    }

    private static HttpResponse<byte[]> call(Api caller, Contract.Operation operation, Belongings own)
            throws IOException {
        HttpRequest.Builder request = caller.request(path(operation, own));
        if (!operation.takesBody()) {
            return Api.send(request.method(operation.method(), BodyPublishers.noBody()));
        }
        return Api.send(request.header("Content-Type", operation.mediaType())
                .method(operation.method(), BodyPublishers.ofString(body(operation, own))));
    }

    private static String path(Contract.Operation operation, Belongings own) {
        String path = operation.path();
        for (Contract.Parameter parameter : operation.parameters("path")) {
            String kind = Kinds.of(parameter.schema()).orElseThrow();
            String id = operation.id().equals("undoChange")
                    ? changeOfTitle(own)
                    : own.id(kind.equals(Kinds.ANY) ? "vid" : kind);
            path = path.replace('{' + parameter.name() + '}', id);
        }
        return path;
    }

    /** The smallest good body, about objects that exist. */
    private static String body(Contract.Operation operation, Belongings own) throws IOException {
        JsonNode schema = operation
                .node()
                .at("/requestBody/content")
                .get(operation.mediaType())
                .get("schema");
        ObjectNode body = (ObjectNode) JSON.readTree(new BadBodies(CONTRACT, schema).good());
        for (Kinds.BodyPlace place : Kinds.inBody(CONTRACT, schema)) {
            String pointer = place.pointer();
            int slash = pointer.lastIndexOf('/');
            if (body.at(pointer).isMissingNode()) {
                continue;
            }
            JsonNode holder = body.at(pointer.substring(0, slash));
            if (holder instanceof ArrayNode array) {
                array.set(Integer.parseInt(pointer.substring(slash + 1)), own.id(place.kind()));
            } else {
                ((ObjectNode) holder).put(pointer.substring(slash + 1), own.id(place.kind()));
            }
        }
        return body.toString();
    }

    private static void suspend(Api operator, Belongings own) {
        expect(operator.post("/v1/tenants/" + own.tenantId() + "/suspend", "{\"playback\":\"STOP\"}"), 200);
    }

    private static String changeOfTitle(Belongings own) {
        expect(own.api().patch("/v1/videos/" + own.id("vid"), "{\"title\":\"Changed\"}"), 200);
        return json(expect(own.api().get("/v1/audit?operation=updateVideo&limit=1"), 200))
                .at("/items/0/id")
                .asText();
    }
}
