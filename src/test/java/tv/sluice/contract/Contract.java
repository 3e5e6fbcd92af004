package tv.sluice.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The OpenAPI contract as a judge: what an operation may answer, and whether an answer is so. */
final class Contract {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "options", "head", "patch");

    private final JsonNode document;
    private final JsonSchemaFactory schemas;
    private final Map<String, JsonSchema> compiled = new ConcurrentHashMap<>();

    Contract() {
        try {
            String yaml = Files.readString(Path.of("openapi/openapi.yaml"));
            document = new ObjectMapper(new YAMLFactory()).readTree(yaml);
            String json = JSON.writeValueAsString(document);
            schemas = JsonSchemaFactory.getInstance(
                    SpecVersion.VersionFlag.V202012,
                    builder -> builder.schemaLoaders(loaders -> loaders.schemas(Map.of("urn:contract", json))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An operation of the contract. */
    record Operation(
            String id,
            String method,
            String path,
            String tag,
            List<Parameter> parameters,
            JsonNode item,
            JsonNode node) {
        boolean takesBody() {
            return node.has("requestBody");
        }

        boolean takesJson() {
            return mediaType().endsWith("json");
        }

        /** Of the body; empty if it takes none. */
        String mediaType() {
            JsonNode content = node.at("/requestBody/content");
            return content.isEmpty() ? "" : content.fieldNames().next();
        }

        /** Whether it takes somebody of the installation to call it. */
        boolean isOfOperators() {
            return tag.equals("Tenants") || node.path("x-scope").asText().startsWith("tenants:");
        }

        boolean needsKey() {
            return !node.has("security");
        }

        /** Whether a success has a JSON body. */
        boolean answersJson() {
            return node.get("responses").properties().stream()
                    .anyMatch(response -> response.getKey().startsWith("2")
                            && response.getValue().path("content").has("application/json"));
        }

        /** Whether it refuses anything: what tus says to OPTIONS is the same for all. */
        boolean refuses() {
            return node.get("responses").has("default") || node.get("responses").has("400");
        }

        /** Whether the segment endpoint serves it, not the API. */
        boolean isDelivery() {
            return item.has("servers");
        }

        List<Parameter> parameters(String place) {
            return parameters.stream()
                    .filter(parameter -> parameter.place().equals(place))
                    .toList();
        }
    }

    /** A parameter of an operation: {@code path}, {@code query} or {@code header} is its place. */
    record Parameter(String name, String place, JsonNode schema) {}

    List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        document.get("paths")
                .fields()
                .forEachRemaining(path -> path.getValue().fields().forEachRemaining(entry -> {
                    if (METHODS.contains(entry.getKey())) {
                        JsonNode node = entry.getValue();
                        operations.add(new Operation(
                                node.get("operationId").asText(),
                                entry.getKey().toUpperCase(java.util.Locale.ROOT),
                                path.getKey(),
                                node.get("tags").get(0).asText(),
                                parameters(path.getValue(), node),
                                path.getValue(),
                                node));
                    }
                }));
        return operations;
    }

    private List<Parameter> parameters(JsonNode item, JsonNode operation) {
        List<Parameter> parameters = new ArrayList<>();
        for (JsonNode holder : List.of(item, operation)) {
            holder.path("parameters").forEach(each -> {
                JsonNode parameter = resolved(each);
                parameters.add(new Parameter(
                        parameter.get("name").asText(),
                        parameter.get("in").asText(),
                        resolved(parameter.get("schema"))));
            });
        }
        return parameters;
    }

    /** The node itself, or what it refers to. */
    JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? resolved(document.at(node.get("$ref").asText().substring(1))) : node;
    }

    Operation operation(String id) {
        return operations().stream()
                .filter(operation -> operation.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No operation " + id + " in the contract"));
    }

    /** Fails unless the answer has a documented status, the media type and headers of it, and a body of its schema. */
    void judge(String operationId, HttpResponse<byte[]> answer) {
        judge(operation(operationId), answer.statusCode(), answer.headers(), answer.body());
    }

    void judge(Operation operation, int code, HttpHeaders headers, byte[] bytes) {
        String status = String.valueOf(code);
        String where = operation.method() + " " + operation.path() + " → " + status;
        JsonNode responses = operation.node().get("responses");
        JsonNode response = responses.has(status) ? responses.get(status) : responses.get("default");
        assertThat(response).as("%s is in the contract", where).isNotNull();
        JsonNode resolved = resolved(response);
        assertThat(headers.firstValue("X-Request-Id"))
                .as("%s: X-Request-Id", where)
                .isPresent();
        resolved.path("headers")
                .fieldNames()
                .forEachRemaining(name -> assertThat(headers.firstValue(name))
                        .as("%s: header %s", where, name)
                        .isPresent());
        JsonNode content = resolved.path("content");
        if (content.isMissingNode()) {
            assertThat(bytes).as("%s has no body", where).isEmpty();
        } else if (!operation.method().equals("HEAD")) {
            judgeBody(where, content, headers, bytes);
        }
    }

    private void judgeBody(String where, JsonNode content, HttpHeaders headers, byte[] bytes) {
        String type =
                headers.firstValue("Content-Type").orElse("none").split(";")[0].trim();
        assertThat(content.has(type)).as("%s: media type %s", where, type).isTrue();
        if (!type.equals("application/json") && !type.equals("application/problem+json")) {
            return;
        }
        try {
            JsonNode body = JSON.readTree(bytes);
            Set<ValidationMessage> violations =
                    schema(content.get(type).get("schema")).validate(body);
            assertThat(violations).as("%s: %s", where, body).isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonSchema schema(JsonNode reference) {
        String pointer = reference.get("$ref").asText();
        return compiled.computeIfAbsent(
                pointer,
                key -> schemas.getSchema(
                        SchemaLocation.of("urn:contract" + key),
                        SchemaValidatorsConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build()));
    }
}
