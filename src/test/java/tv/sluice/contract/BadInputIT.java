package tv.sluice.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.sluice.Api.expect;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import tv.sluice.Polling;
import tv.sluice.Services;
import tv.sluice.Tus;

/** Whatever is wrong with a request, each operation of the contract refuses it as the contract says, and nothing breaks. */
class BadInputIT {
    @RegisterExtension
    static final Services SERVICES = new Services();

    private static final Contract CONTRACT = new Contract();
    private static final String TUS_VERSION = "Tus-Resumable: 1.0.0";
    private static final Map<String, String> TUS_HEADERS =
            Map.of("Tus-Resumable", "1.0.0", "Upload-Offset", "0", "Upload-Length", "10");
    private static final int MAX_BODY = 1 << 20;
    private static final List<String> BAD_IDS = List.of(
            "",
            "x",
            "zzz_" + "z".repeat(26),
            "VID_" + "Z".repeat(26),
            "z".repeat(4000),
            "%00",
            "a%07b",
            "%0d%0aX-Injected:%20yes",
            "..%2f",
            "..%2f..%2fetc%2fpasswd",
            "%2e%2e%2f%2e%2e",
            "%ff",
            "%c0%ae",
            "*",
            "%27%20or%201=1--",
            "%f0%9f%8e%ac");

    @AfterEach
    void theProgramIsWell() {
        Polling.until("the program is ready", Duration.ofSeconds(10), SERVICES.program()::isReady);
        expect(SERVICES.api().get("/v1/videos?limit=1"), 200);
    }

    @TestFactory
    Stream<DynamicTest> bodies() {
        return each(Contract.Operation::takesJson, (operation, refusals) -> {
            BadBodies bodies = bodiesOf(operation);
            for (BadBodies.Bad bad : bodies.all()) {
                refusals.refused(bad.what(), goodHead(operation).with(bad.bytes()), Set.of(400), bad.pointer());
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> theBodyWithoutAFaultIsNotRefusedForItsForm() {
        return CONTRACT.operations().stream()
                .filter(Contract.Operation::takesJson)
                .map(operation -> DynamicTest.dynamicTest(operation.id(), () -> {
                    Wire.Answer answer = good(operation).send();
                    assertThat(answer.status()).as(answer.text()).isNotIn(400, 413, 415, 500);
                }));
    }

    @TestFactory
    Stream<DynamicTest> sizesAndEncodingsOfBodies() {
        return each(Contract.Operation::takesJson, (operation, refusals) -> {
            byte[] good = bodiesOf(operation).good().getBytes(StandardCharsets.UTF_8);
            byte[] huge = " ".repeat(MAX_BODY + 1).getBytes(StandardCharsets.UTF_8);
            refusals.refused("huge", goodHead(operation).with(huge), 413);
            refusals.refused(
                    "huge, announced only", goodHead(operation).with("Content-Length: 999999999999999999"), 413);
            refusals.refused(
                    "huge, in chunks",
                    new Wire(
                            server(operation),
                            operation.method(),
                            goodTarget(operation),
                            goodHead(operation)
                                    .with("Transfer-Encoding: chunked")
                                    .headers(),
                            chunked(huge)),
                    413);
            refusals.refused(
                    "compressed",
                    goodHead(operation).with("Content-Encoding: gzip").with(good),
                    415);
            Wire untyped = withKey(Wire.to(server(operation), operation.method(), goodTarget(operation)));
            refusals.refused("no Content-Type", untyped.with(good), 415);
            for (String type : List.of(
                    "text/plain",
                    "application/xml",
                    "application/x-www-form-urlencoded",
                    "multipart/form-data; boundary=x",
                    "application/*",
                    "json",
                    "",
                    ";",
                    operation.mediaType() + "; charset=utf-16",
                    operation.mediaType() + ", text/plain")) {
                refusals.refused(
                        "Content-Type: " + type,
                        untyped.with("Content-Type: " + type).with(good),
                        415,
                        "Accept",
                        List.of(operation.mediaType()));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> bodiesThatNobodyAskedFor() {
        return each(
                operation -> operation.needsKey() && !operation.takesBody(),
                (operation, refusals) -> refusals.refused(
                        "a body",
                        good(operation).with("Content-Type: application/json").with(new byte[] {'{', '}'}),
                        Set.of(400),
                        ""));
    }

    @TestFactory
    Stream<DynamicTest> keys() {
        return each(Contract.Operation::needsKey, (operation, refusals) -> {
            Wire request = Wire.to(server(operation), operation.method(), goodTarget(operation));
            refusals.refused("no key", request, 401, "WWW-Authenticate", List.of("Bearer"));
            for (String authorization : List.of(
                    "",
                    "Bearer",
                    "Bearer ",
                    "Bearer slk_",
                    "Bearer slk_" + "x".repeat(43),
                    "Bearer slk_" + "x".repeat(5000),
                    "Bearer " + SERVICES.adminKey() + "x",
                    "Bearer " + SERVICES.adminKey().toUpperCase(Locale.ROOT),
                    "Basic " + SERVICES.adminKey(),
                    SERVICES.adminKey(),
                    "Bearer \u00ff",
                    "Bearer ' or 1=1--")) {
                refusals.refused(
                        "Authorization: " + authorization,
                        request.with("Authorization: " + authorization),
                        401,
                        "WWW-Authenticate",
                        List.of("Bearer"));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> pathIds() {
        return each(operation -> !operation.parameters("path").isEmpty(), (operation, refusals) -> {
            for (Contract.Parameter parameter : operation.parameters("path")) {
                for (String id : BAD_IDS) {
                    Wire request = goodHead(operation, target(operation, parameter.name(), id));
                    // Without an id in its middle the path is another one, which may know other methods.
                    Set<Integer> refused = id.isEmpty() ? Set.of(400, 403, 404, 405) : Set.of(400, 403, 404);
                    refusals.refused(parameter.name() + " " + id, request, refused, null);
                }
            }
        });
    }

    /** What breaks the syntax of HTTP (RFC 3986, RFC 9112) is refused by the HTTP server itself, in the API without a problem. */
    @TestFactory
    Stream<DynamicTest> whatIsNotHttp() {
        return each(operation -> true, (operation, refusals) -> {
            Wire good = goodHead(operation);
            for (String target : List.of(good.target() + "%zz", good.target() + "%", good.target() + "?a=%zz")) {
                refusals.refusedUnread(
                        target, new Wire(good.server(), good.method(), target, good.headers(), good.body()));
            }
            refusals.refusedUnread("a control character in a header", good.with("X-Any: \u0001"));
            refusals.refusedUnread("a header without a colon", good.with("nonsense"));
            refusals.refusedUnread("a length that is none", good.with("Content-Length: abc"));
            refusals.refusedUnread("a negative length", good.with("Content-Length: -1"));
            refusals.refusedUnread("two lengths", good.with("Content-Length: 1", "Content-Length: 2"));
        });
    }

    @TestFactory
    Stream<DynamicTest> queries() {
        return each(operation -> true, (operation, refusals) -> {
            refuseQuery(refusals, operation, "nonsense=1", "query:nonsense");
            refuseQuery(refusals, operation, "%00=1", null);
            refuseQuery(refusals, operation, "a=%ff", null);
            for (Contract.Parameter parameter : operation.parameters("query")) {
                for (String value : badValues(parameter.schema())) {
                    String pair = parameter.name() + "=" + value;
                    refuseQuery(refusals, operation, pair, "query:" + parameter.name());
                }
                String good =
                        parameter.name() + "=" + (isNumber(parameter) ? "1" : BadBodies.sampleText(parameter.schema()));
                refuseQuery(refusals, operation, good + "&" + good, "query:" + parameter.name());
            }
        });
    }

    private static void refuseQuery(
            Refusals refusals, Contract.Operation operation, String query, @Nullable String pointer) {
        Wire request = goodHead(operation, goodTarget(operation) + "?" + query);
        refusals.refused("?" + query, request, Set.of(400), pointer);
    }

    /** As they stand in a query. */
    private static Set<String> badValues(JsonNode schema) {
        Set<String> values = new LinkedHashSet<>(List.of("%00", "%07", "x".repeat(3000)));
        if (!schema.path("type").asText().equals("string")) {
            values.addAll(List.of("", "x", "1x", "%2b1", "1e2", "NaN", "-1", "99999999999999999999", "0x10", "%D9%A1"));
        }
        if (schema.path("type").asText().equals("integer")) {
            values.add("1.5");
        }
        if (schema.has("maximum")) {
            values.add(String.valueOf(schema.get("maximum").asLong() + 1));
        }
        if (schema.has("minimum")) {
            values.add(String.valueOf(schema.get("minimum").asLong() - 1));
        }
        if (schema.has("enum") || schema.path("pattern").asText().contains("{26}")) {
            values.addAll(List.of("", "NONSENSE", "ready%00", "%F0%9F%8E%AC"));
        }
        return values;
    }

    private static boolean isNumber(Contract.Parameter parameter) {
        return !parameter.schema().path("type").asText().equals("string");
    }

    @TestFactory
    Stream<DynamicTest> headers() {
        return each(operation -> !operation.parameters("header").isEmpty(), (operation, refusals) -> {
            for (Contract.Parameter parameter : operation.parameters("header")) {
                String name = parameter.name();
                if (name.equals("Tus-Resumable")) {
                    refusals.refused("no " + name, goodWithout(name, operation), 412);
                    refusals.refused(
                            name + ": 0.2", goodWithout(name, operation).with(name + ": 0.2"), 412);
                    refusals.refused(
                            name + " twice", goodWithout(name, operation).with(TUS_VERSION, TUS_VERSION), 400);
                    continue;
                }
                for (String value : isNumber(parameter)
                        ? List.of("", "x", "-1", "1.5", "99999999999999999999", "1,2")
                        : List.of(
                                "x".repeat(parameter.schema().path("maxLength").asInt(100) + 1))) {
                    Wire request = goodWithout(name, operation).with(name + ": " + value);
                    refusals.refused(name + ": " + value, request, Set.of(400), "header:" + name);
                }
                Wire twice = goodWithout(name, operation).with(name + ": 1", name + ": 1");
                refusals.refused(name + " twice", twice, Set.of(400), "header:" + name);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> methods() {
        return CONTRACT.operations().stream().collect(Collectors.groupingBy(Contract.Operation::path)).values().stream()
                .map(sharing -> DynamicTest.dynamicTest(sharing.getFirst().path(), () -> {
                    Set<String> allowed = sharing.stream()
                            .map(Contract.Operation::method)
                            .collect(Collectors.toCollection(TreeSet::new));
                    Contract.Operation one = sharing.stream()
                            .filter(each -> each.refuses() && !each.method().equals("HEAD"))
                            .findFirst()
                            .orElseThrow();
                    Refusals refusals = new Refusals(CONTRACT, one);
                    Wire request = goodHead(one);
                    for (String method : List.of("GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "get")) {
                        if (!allowed.contains(method)) {
                            refusals.refused(
                                    method,
                                    new Wire(
                                            request.server(),
                                            method,
                                            request.target(),
                                            request.headers(),
                                            request.body()),
                                    405,
                                    "Allow",
                                    List.copyOf(allowed));
                        }
                    }
                    refusals.assertNothingWrong();
                }));
    }

    @TestFactory
    Stream<DynamicTest> answersThatNobodyCanTake() {
        return each(Contract.Operation::answersJson, (operation, refusals) -> {
            for (String accept :
                    List.of("text/html", "application/xml;q=0.9", "application/json;q=0", "image/*, text/plain")) {
                refusals.refused("Accept: " + accept, good(operation).with("Accept: " + accept), 406);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> typesOfUploadedBytes() {
        return each(operation -> operation.id().equals("tusPatch"), (operation, refusals) -> {
            Wire request = Wire.to(server(operation), operation.method(), goodTarget(operation))
                    .with(TUS_VERSION, "Upload-Offset: 0");
            refusals.refused("no Content-Type", request.with(new byte[] {1}), 415);
            refusals.refused(
                    "JSON", request.with("Content-Type: application/json").with(new byte[] {1}), 415);
        });
    }

    /** One test for each such operation, which fails with the list of all that was not refused. */
    private static Stream<DynamicTest> each(
            Predicate<Contract.Operation> which, BiConsumer<Contract.Operation, Refusals> work) {
        return CONTRACT.operations().stream()
                .filter(Contract.Operation::refuses)
                .filter(which)
                .map(operation -> DynamicTest.dynamicTest(operation.id(), () -> {
                    Refusals refusals = new Refusals(CONTRACT, operation);
                    work.accept(operation, refusals);
                    refusals.assertNothingWrong();
                }));
    }

    private static URI server(Contract.Operation operation) {
        return operation.isDelivery() ? SERVICES.deliveryUrl() : SERVICES.apiUrl();
    }

    private static BadBodies bodiesOf(Contract.Operation operation) {
        return new BadBodies(
                CONTRACT,
                operation
                        .node()
                        .at("/requestBody/content")
                        .get(operation.mediaType())
                        .get("schema"));
    }

    /** A request that has nothing wrong, about things that do not exist; tus alone has an upload of its own. */
    private static Wire good(Contract.Operation operation) {
        return operation.takesJson()
                ? goodHead(operation).with(bodiesOf(operation).good().getBytes(StandardCharsets.UTF_8))
                : goodHead(operation);
    }

    private static Wire goodHead(Contract.Operation operation) {
        return goodHead(operation, goodTarget(operation));
    }

    /** All but the body. */
    private static Wire goodHead(Contract.Operation operation, String target) {
        Wire request = Wire.to(server(operation), operation.method(), target);
        if (operation.needsKey()) {
            request = withKey(request);
        }
        if (operation.takesBody()) {
            request = request.with("Content-Type: " + operation.mediaType());
        }
        for (Contract.Parameter parameter : operation.parameters("header")) {
            request = TUS_HEADERS.containsKey(parameter.name())
                    ? request.with(parameter.name() + ": " + TUS_HEADERS.get(parameter.name()))
                    : request;
        }
        return request;
    }

    private static Wire goodWithout(String header, Contract.Operation operation) {
        Wire good = good(operation);
        List<String> others = good.headers().stream()
                .filter(line -> !line.startsWith(header + ":"))
                .toList();
        return new Wire(good.server(), good.method(), good.target(), others, good.body());
    }

    private static Wire withKey(Wire request) {
        return request.with("Authorization: Bearer " + SERVICES.adminKey());
    }

    private static String goodTarget(Contract.Operation operation) {
        return target(operation, "", "");
    }

    /** The operation's path with this value for one of its parameters, and good ones for the others. */
    private static String target(Contract.Operation operation, String name, String value) {
        String target = operation.path();
        for (Contract.Parameter parameter : operation.parameters("path")) {
            String filled = parameter.name().equals(name) ? value : goodValue(parameter);
            target = target.replace("{" + parameter.name() + "}", filled);
        }
        return target;
    }

    private static String goodValue(Contract.Parameter parameter) {
        return parameter.name().equals("uploadToken") ? freshUpload() : BadBodies.sampleText(parameter.schema());
    }

    private static String freshUpload() {
        String url = Tus.create(SERVICES.api(), "{\"size\":10}").url();
        return url.substring(url.lastIndexOf('/') + 1);
    }

    private static byte[] chunked(byte[] content) {
        byte[] head = (Integer.toHexString(content.length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] end = "\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        java.nio.ByteBuffer all = java.nio.ByteBuffer.allocate(head.length + content.length + end.length);
        return all.put(head).put(content).put(end).array();
    }
}
