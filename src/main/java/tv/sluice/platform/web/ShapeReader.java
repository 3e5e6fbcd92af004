package tv.sluice.platform.web;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Reads out of an OpenAPI document what answers are made of. */
final class ShapeReader {
    private final JsonNode document;

    ShapeReader(JsonNode document) {
        this.document = document;
    }

    /** The shape of what the operation at this place answers with 200. */
    Shape of(String operation) {
        JsonNode response = resolved(document.at(operation + "/responses/200"));
        JsonNode schema =
                resolved(response.path("content").path("application/json").path("schema"));
        boolean page = schema.path("properties").has("nextCursor");
        JsonNode resource =
                page ? resolved(schema.path("properties").path("items").path("items")) : schema;
        Map<String, String> expansions = new HashMap<>();
        resource.path("x-expandable")
                .properties()
                .forEach(each -> expansions.put(each.getKey(), each.getValue().asText()));
        return new Shape(
                page,
                names(resource.path("properties")),
                expansions,
                response.path("headers").has("ETag"),
                document.at(operation).path("x-answers-kept").asBoolean());
    }

    private static Set<String> names(JsonNode properties) {
        Set<String> names = new HashSet<>();
        properties.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asText();
        return reference.isEmpty() ? node : resolved(document.at(JsonPointer.compile(reference.substring(1))));
    }
}
