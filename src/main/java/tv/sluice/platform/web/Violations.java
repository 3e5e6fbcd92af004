package tv.sluice.platform.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ValidationMessage;
import java.util.ArrayList;
import java.util.List;
import tv.sluice.platform.error.FieldError;

/** Says in words what violates a schema: what was given and what was expected. */
final class Violations {
    private static final int MAX_SHOWN = 60;

    private Violations() {}

    static FieldError describe(ValidationMessage violation, JsonNode root, String pointer) {
        String place = violation.getInstanceLocation().toString();
        String at = pointer + place;
        JsonNode value = root.at(place);
        return switch (violation.getType()) {
            case "required" -> member(at, violation, "required", "is missing.");
            case "additionalProperties", "unevaluatedProperties" ->
                member(at, violation, "unknown_field", "is not a field of this object.");
            case "type" -> error(at, "wrong_type", value, expectedType(violation));
            case "enum" -> error(at, "not_one_of", value, "one of " + list(violation.getSchemaNode()));
            case "const" ->
                error(at, "not_one_of", value, violation.getSchemaNode().toString());
            case "minLength" -> error(at, "too_short", value, "at least " + limit(violation) + " characters");
            case "maxLength" -> error(at, "too_long", value, "at most " + limit(violation) + " characters");
            case "minimum" -> error(at, "too_small", value, limit(violation) + " or more");
            case "maximum" -> error(at, "too_large", value, limit(violation) + " or less");
            case "pattern" -> error(at, "bad_format", value, "text of the form " + limit(violation));
            default -> error(at, "invalid", value, "something else: " + violation.getError());
        };
    }

    private static FieldError member(String at, ValidationMessage violation, String code, String says) {
        String name = violation.getProperty();
        return new FieldError(at + '/' + escape(name), code, shortened(name) + ' ' + says);
    }

    private static FieldError error(String at, String code, JsonNode value, String expected) {
        return new FieldError(at, code, "Got " + shown(value) + ", expected " + expected + '.');
    }

    private static String expectedType(ValidationMessage violation) {
        JsonNode type = violation.getSchemaNode();
        return type.isArray() ? "one of the types " + list(type) : "the type " + type.asText();
    }

    private static String list(JsonNode values) {
        List<String> texts = new ArrayList<>();
        values.forEach(value -> texts.add(value.asText()));
        return String.join(", ", texts);
    }

    private static String limit(ValidationMessage violation) {
        return violation.getSchemaNode().asText();
    }

    /** The value, shortened, without control characters. */
    static String shown(JsonNode value) {
        if (value.isContainerNode()) {
            return value.isObject() ? "an object" : "an array";
        }
        if (!value.isTextual()) {
            return shortened(value.asText());
        }
        String text = value.textValue();
        int length = text.codePointCount(0, text.length());
        return '"' + shortened(text) + '"' + (length > MAX_SHOWN ? " (" + length + " characters)" : "");
    }

    static String shortened(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().limit(MAX_SHOWN).forEach(each -> {
            if (Character.isISOControl(each) || Character.getType(each) == Character.SURROGATE) {
                shown.append("\\u").append(String.format("%04x", each));
            } else {
                shown.appendCodePoint(each);
            }
        });
        return text.codePointCount(0, text.length()) > MAX_SHOWN
                ? shown.append('…').toString()
                : shown.toString();
    }

    /** A name as a reference token of a JSON Pointer (RFC 6901, section 3). */
    static String escape(String name) {
        return shortened(name.replace("~", "~0").replace("/", "~1"));
    }
}
