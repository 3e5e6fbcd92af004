package tv.sluice.platform.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.ValidationMessage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tv.sluice.platform.error.FieldError;

/** A JSON Schema (2020-12) of the contract. */
final class Schema {
    /** More than these do not help anybody. */
    private static final int MAX_ERRORS = 20;

    private final JsonSchema schema;

    Schema(JsonSchema schema) {
        this.schema = schema;
        schema.initializeValidators();
    }

    /**
     * What is wrong with this value, one error for each place.
     *
     * @param pointer where the value stands; the errors' pointers begin with it
     */
    List<FieldError> check(JsonNode value, String pointer) {
        Map<String, FieldError> byPlace = new LinkedHashMap<>();
        for (ValidationMessage message : schema.validate(value)) {
            FieldError error = Violations.describe(message, value, pointer);
            byPlace.putIfAbsent(error.pointer(), error);
            if (byPlace.size() == MAX_ERRORS) {
                break;
            }
        }
        return List.copyOf(byPlace.values());
    }
}
