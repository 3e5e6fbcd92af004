package tv.sluice.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.sluice.Api.expect;
import static tv.sluice.Api.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tv.sluice.Api;
import tv.sluice.SluiceProcess;

/**
 * Nobody gets at what is another tenant's, wherever its id is put: every operation of the contract × every place of an id × strangers,
 * and the same for the two environments of one tenant. The places are found in the contract, so a new operation is asked by being
 * written there.
 */
class IsolationIT {
    private static final Contract CONTRACT = new Contract();

    private static SluiceProcess program;
    private static Belongings victim;
    private static Belongings stranger;

    @BeforeAll
    static void twoTenantsWithEverything() throws IOException {
        program = SluiceProcess.inTemporaryFolder()
                .withRoles("api")
                .with("sluice.database.timeout", "30s")
                .start()
                .awaitReady();
        victim = Belongings.create(program.api());
        stranger = Belongings.create(program.api());
    }

    @AfterAll
    static void stop() {
        program.close();
    }

    static Stream<Contract.Operation> operations() {
        return CONTRACT.operations().stream()
                .filter(operation -> operation.path().startsWith("/v1/") && operation.needsKey());
    }

    static Stream<Contract.Operation> lists() {
        return operations().filter(operation -> operation.id().startsWith("list"));
    }

    static Stream<Contract.Operation> posts() {
        return operations().filter(operation -> operation.method().equals("POST"));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void anotherTenantsIdNamesNothing(Contract.Operation operation) {
        for (Call call : callsWithForeignIds(operation)) {
            refusesTo(stranger.api(), operation, call);
            if (!stranger.test().equals(stranger.api())) {
                refusesTo(stranger.test(), operation, call);
            }
        }
    }

    /** What belongs to the tenant as a whole, as its credentials and people do, is the same in both environments. */
    @ParameterizedTest
    @MethodSource("operations")
    void anIdOfTheOtherEnvironmentNamesNothing(Contract.Operation operation) {
        Set<String> ofBoth = Set.of("ten", "apk", "mem", "gra");
        for (Call call : callsWithForeignIds(operation)) {
            if (!ofBoth.contains(call.id().substring(0, 3))) {
                refusesTo(victim.test(), operation, call);
            }
        }
    }

    /** After all that the victim still has everything: the ids of this test are not refused because they name nothing. */
    @Test
    void theOwnerGetsAtAllOfIt() {
        operations()
                .filter(operation -> operation.method().equals("GET"))
                .filter(operation -> !operation.isOfOperators())
                .filter(operation ->
                        operation.node().at("/responses/200/content").has("application/json"))
                .forEach(operation -> callsWithForeignIds(operation).stream()
                        .filter(call -> call.inPath() && !isOfBareTenant(call))
                        .forEach(call -> expect(send(victim.api(), operation, call), 200)));
    }

    @ParameterizedTest
    @MethodSource("lists")
    void aCursorOfAnotherTenantIsRefused(Contract.Operation operation) {
        if (operation.isOfOperators()) {
            return;
        }
        String path = filled(operation, victim);
        HttpResponse<byte[]> page = expect(victim.api().get(path + "?limit=1"), 200);
        assertThat(text(page)).doesNotContain(stranger.marker());
        String cursor = json(page).path("nextCursor").asText();
        if (!cursor.isEmpty()) {
            String foreign = filled(operation, stranger) + "?limit=1&cursor=" + cursor;
            HttpResponse<byte[]> refused = expect(stranger.api().get(foreign), 400);
            assertThat(json(refused).at("/errors/0/code").asText()).isEqualTo("bad_cursor");
        }
    }

    @ParameterizedTest
    @MethodSource("lists")
    void aListHasOnlyItsOwn(Contract.Operation operation) {
        if (operation.isOfOperators()) {
            return;
        }
        String cursor = "";
        do {
            String path = filled(operation, stranger) + "?limit=100" + (cursor.isEmpty() ? "" : "&cursor=" + cursor);
            HttpResponse<byte[]> page = expect(stranger.api().get(path), 200);
            assertThat(text(page)).doesNotContain(victim.marker());
            victim.ids().values().forEach(id -> assertThat(text(page)).doesNotContain(id));
            cursor = json(page).path("nextCursor").asText();
        } while (!cursor.isEmpty());
    }

    @ParameterizedTest
    @MethodSource("posts")
    void theSameIdempotencyKeyOfTwoTenantsIsTwoKeys(Contract.Operation operation) {
        String key = UUID.randomUUID().toString();
        Call own = new Call(filled(operation, victim), body(operation), victim.id("vid"), false);
        Call other = new Call(filled(operation, stranger), body(operation), stranger.id("vid"), false);
        HttpResponse<byte[]> first =
                Api.send(request(victim.api(), operation, own).header("Idempotency-Key", key));
        HttpResponse<byte[]> second =
                Api.send(request(stranger.api(), operation, other).header("Idempotency-Key", key));
        assertThat(second.headers().firstValue("Idempotency-Replayed")).isEmpty();
        assertThat(first.statusCode()).isLessThan(500);
        assertThat(text(second)).doesNotContain(victim.marker());
    }

    /** A request with one foreign id in it. */
    private record Call(String target, String body, String id, boolean inPath) {}

    private static List<Call> callsWithForeignIds(Contract.Operation operation) {
        List<Call> calls = new ArrayList<>();
        for (Contract.Parameter parameter : operation.parameters("path")) {
            for (String id : foreign(parameter.schema())) {
                String path = operation.path().replace('{' + parameter.name() + '}', id);
                calls.add(new Call(filled(path, operation, victim), body(operation), id, true));
            }
        }
        for (Contract.Parameter parameter : operation.parameters("query")) {
            for (String id : foreign(parameter.schema())) {
                calls.add(new Call(
                        filled(operation, stranger) + '?' + parameter.name() + '=' + id, body(operation), id, false));
            }
        }
        if (operation.takesJson()) {
            JsonNode schema = bodySchema(operation);
            for (Kinds.BodyPlace place : Kinds.inBody(CONTRACT, schema)) {
                for (String id :
                        place.kind().equals(Kinds.ANY) ? victim.ids().values() : List.of(victim.id(place.kind()))) {
                    calls.add(
                            new Call(filled(operation, stranger), bodyWith(operation, place.pointer(), id), id, false));
                }
            }
        }
        return calls;
    }

    private static List<String> foreign(JsonNode schema) {
        return Kinds.of(schema)
                .map(kind -> kind.equals(Kinds.ANY) ? List.copyOf(victim.ids().values()) : List.of(victim.id(kind)))
                .orElse(List.of());
    }

    private static void refusesTo(Api caller, Contract.Operation operation, Call call) {
        HttpResponse<byte[]> answer = send(caller, operation, call);
        String what = operation.id() + " with " + call.id() + " → " + answer.statusCode() + ' ' + text(answer);
        if (call.inPath()) {
            // What only operators may call is refused before anybody looks at the id.
            Set<Integer> refusals = operation.isOfOperators() ? Set.of(403) : Set.of(404);
            assertThat(answer.statusCode()).as(what).isIn(refusals);
        } else if (answer.statusCode() == 200) {
            assertNothingIn(json(answer), what);
        } else {
            assertThat(answer.statusCode()).as(what).isIn(400, 403, 404);
        }
        String told = text(answer).replace(call.id(), "");
        assertThat(told).as(what).doesNotContain(victim.marker());
        victim.ids().values().forEach(id -> assertThat(told).as(what).doesNotContain(id));
        CONTRACT.judge(operation.id(), answer);
    }

    /** A list without items, or a bulk answer of 404s. */
    private static void assertNothingIn(JsonNode answer, String what) {
        for (JsonNode item : answer.path("items")) {
            assertThat(item.path("httpStatus").asInt()).as(what).isEqualTo(404);
        }
        assertThat(answer.has("items")).as(what).isTrue();
    }

    private static HttpResponse<byte[]> send(Api caller, Contract.Operation operation, Call call) {
        return Api.send(request(caller, operation, call));
    }

    private static HttpRequest.Builder request(Api caller, Contract.Operation operation, Call call) {
        HttpRequest.Builder request = caller.request(call.target());
        return operation.takesBody()
                ? request.header("Content-Type", operation.mediaType())
                        .method(operation.method(), BodyPublishers.ofString(call.body()))
                : request.method(operation.method(), BodyPublishers.noBody());
    }

    /** An own grant is seen by the operator, and the tenant's own id names nothing but for operators. */
    private static boolean isOfBareTenant(Call call) {
        return call.id().startsWith("ten_") || call.target().contains("/v1/objects/");
    }

    private static JsonNode bodySchema(Contract.Operation operation) {
        return operation
                .node()
                .at("/requestBody/content")
                .get(operation.mediaType())
                .get("schema");
    }

    private static String body(Contract.Operation operation) {
        return operation.takesJson() ? new BadBodies(CONTRACT, bodySchema(operation)).good() : "";
    }

    /** The smallest good body with this id at this place; what holds the place is made as small as it can be. */
    private static String bodyWith(Contract.Operation operation, String pointer, String id) {
        ObjectNode body = (ObjectNode) new BadBodies(CONTRACT, bodySchema(operation)).withSampleAt(pointer);
        int slash = pointer.lastIndexOf('/');
        JsonNode holder = body.at(pointer.substring(0, slash));
        String name = pointer.substring(slash + 1);
        if (holder instanceof ArrayNode array) {
            array.set(Integer.parseInt(name), id);
        } else {
            ((ObjectNode) holder).put(name, id);
        }
        return body.toString();
    }

    private static String filled(Contract.Operation operation, Belongings owner) {
        return filled(operation.path(), operation, owner);
    }

    private static String filled(String path, Contract.Operation operation, Belongings owner) {
        Map<String, String> kinds = new LinkedHashMap<>();
        operation
                .parameters("path")
                .forEach(parameter ->
                        kinds.put(parameter.name(), Kinds.of(parameter.schema()).orElseThrow()));
        String filled = path;
        for (Map.Entry<String, String> each : kinds.entrySet()) {
            String id = each.getValue().equals(Kinds.ANY) ? owner.id("vid") : owner.id(each.getValue());
            filled = filled.replace('{' + each.getKey() + '}', id);
        }
        return filled;
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
