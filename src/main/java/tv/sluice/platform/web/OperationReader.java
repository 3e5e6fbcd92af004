package tv.sluice.platform.web;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads operations out of an OpenAPI 3.1 document. */
final class OperationReader {
    private static final String LOCATION = "https://contract.invalid/openapi.json";
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    private final JsonNode document;
    private final JsonSchemaFactory schemas;
    private final SchemaValidatorsConfig config;
    private final ShapeReader shapes;

    OperationReader(JsonNode document) {
        this.document = document;
        this.shapes = new ShapeReader(document);
        JsonMetaSchema dialect = JsonMetaSchema.builder(JsonMetaSchema.getV202012())
                .unknownKeywordFactory((keyword, context) -> new NonValidationKeyword(keyword))
                .build();
        this.schemas = JsonSchemaFactory.builder()
                .defaultMetaSchemaIri(dialect.getIri())
                .metaSchema(dialect)
                .schemaLoaders(loaders -> loaders.schemas(Map.of(LOCATION, document.toString())))
                .build();
        this.config = SchemaValidatorsConfig.builder()
                .typeLoose(false)
                .pathType(PathType.JSON_POINTER)
                .locale(Locale.ENGLISH)
                .regularExpressionFactory(OperationReader::regularExpression)
                .build();
    }

    /** The operations of a path item, by HTTP method in capitals. */
    Map<String, Operation> operations(String path, JsonNode item) {
        Map<String, Operation> operations = new LinkedHashMap<>();
        String pointer = "/paths/" + path.replace("~", "~0").replace("/", "~1");
        for (Map.Entry<String, JsonNode> member : item.properties()) {
            if (METHODS.contains(member.getKey())) {
                String method = member.getKey().toUpperCase(Locale.ROOT);
                operations.put(method, operation(method, pointer, pointer + '/' + member.getKey(), member.getValue()));
            }
        }
        return operations;
    }

    private Operation operation(String method, String itemPointer, String pointer, JsonNode operation) {
        List<Parameter> parameters = new ArrayList<>();
        parameters.addAll(parameters(itemPointer + "/parameters"));
        parameters.addAll(parameters(pointer + "/parameters"));
        JsonNode security = operation.path("security");
        return new Operation(
                operation.path("operationId").asText(),
                method,
                operation.path("tags").path(0).asText(),
                security.isMissingNode() || !security.isEmpty(),
                operation.path("x-scope").asText(null),
                answersJson(operation.path("responses")),
                List.copyOf(parameters),
                body(pointer + "/requestBody"),
                shapes.of(pointer),
                Lifecycle.of(operation),
                operation.path("x-precondition-required").asBoolean(),
                success(operation.path("responses")));
    }

    private List<Parameter> parameters(String pointer) {
        List<Parameter> parameters = new ArrayList<>();
        for (int i = 0; i < document.at(pointer).size(); i++) {
            String at = resolve(pointer + '/' + i);
            JsonNode parameter = document.at(at);
            parameters.add(new Parameter(
                    parameter.path("name").asText(),
                    Parameter.Place.valueOf(parameter.path("in").asText().toUpperCase(Locale.ROOT)),
                    parameter.path("required").asBoolean(),
                    document.at(resolve(at + "/schema")).path("type").asText(),
                    schema(at + "/schema"),
                    PlainText.of(document.at(resolve(at + "/schema")))));
        }
        return parameters;
    }

    private @Nullable RequestBody body(String pointer) {
        JsonNode body = document.at(pointer);
        if (body.isMissingNode()) {
            return null;
        }
        String mediaType = body.path("content").fieldNames().next();
        return new RequestBody(
                mediaType,
                body.path("required").asBoolean(),
                schema(pointer + "/content/" + mediaType.replace("/", "~1") + "/schema"));
    }

    private static int success(JsonNode responses) {
        return responses.properties().stream()
                .map(Map.Entry::getKey)
                .filter(status -> status.matches("2[0-9]{2}"))
                .mapToInt(Integer::parseInt)
                .min()
                .orElse(200);
    }

    private boolean answersJson(JsonNode responses) {
        return responses.properties().stream()
                .anyMatch(response -> response.getKey().startsWith("2")
                        && response.getValue().path("content").has("application/json"));
    }

    /** Follows a reference, if there is one, within the document. */
    private String resolve(String pointer) {
        String reference =
                document.at(JsonPointer.compile(pointer)).path("$ref").asText();
        return reference.isEmpty() ? pointer : resolve(reference.substring(1));
    }

    private Schema schema(String pointer) {
        return new Schema(schemas.getSchema(SchemaLocation.of(LOCATION + '#' + pointer), config));
    }

    /** In JSON Schema {@code $} is the end of the text; in Java it also stands before a last line break. */
    private static com.networknt.schema.regex.RegularExpression regularExpression(String expression) {
        Pattern pattern = Pattern.compile(
                expression.endsWith("$") && !expression.endsWith("\\$")
                        ? expression.substring(0, expression.length() - 1) + "\\z"
                        : expression);
        return value -> pattern.matcher(value).find();
    }
}
