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
    record Operation(String id, String method, String path, String tag, JsonNode node) {
        String pathWith(String id) {
            return path.replaceAll("\\{[^}]+}", id);
        }

        boolean takesBody() {
            return node.has("requestBody");
        }

        boolean needsKey() {
            return !node.has("security");
        }
    }

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
                                node));
                    }
                }));
        return operations;
    }

    Operation operation(String id) {
        return operations().stream()
                .filter(operation -> operation.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No operation " + id + " in the contract"));
    }

    /** Fails unless the answer has a documented status, the media type and headers of it, and a body of its schema. */
    void judge(String operationId, HttpResponse<byte[]> answer) {
        Operation operation = operation(operationId);
        String status = String.valueOf(answer.statusCode());
        String where = operation.method() + " " + operation.path() + " → " + status;
        JsonNode responses = operation.node().get("responses");
        JsonNode response = responses.has(status) ? responses.get(status) : responses.get("default");
        assertThat(response).as("%s is in the contract", where).isNotNull();
        JsonNode resolved =
                response.has("$ref") ? document.at(response.get("$ref").asText().substring(1)) : response;
        assertThat(answer.headers().firstValue("X-Request-Id"))
                .as("%s: X-Request-Id", where)
                .isPresent();
        resolved.path("headers")
                .fieldNames()
                .forEachRemaining(name -> assertThat(answer.headers().firstValue(name))
                        .as("%s: header %s", where, name)
                        .isPresent());
        JsonNode content = resolved.path("content");
        if (content.isMissingNode()) {
            assertThat(answer.body()).as("%s has no body", where).isEmpty();
        } else if (!operation.method().equals("HEAD")) {
            judgeBody(where, content, answer);
        }
    }

    private void judgeBody(String where, JsonNode content, HttpResponse<byte[]> answer) {
        String type = answer.headers()
                .firstValue("Content-Type")
                .orElse("none")
                .split(";")[0]
                .trim();
        assertThat(content.has(type)).as("%s: media type %s", where, type).isTrue();
        if (!type.endsWith("json")) {
            return;
        }
        try {
            JsonNode body = JSON.readTree(answer.body());
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
