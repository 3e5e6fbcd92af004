package tv.sluice.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** All that can be wrong with a JSON body, made out of its schema: a good body, and bad ones that differ from it in one place. */
final class BadBodies {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ID = Pattern.compile("\\^([a-z]+_)\\[.*]\\{(\\d+)}\\$");
    private static final int DEPTH = 10_000;
    private static final int LONG = 5_000;
    /** A text of each JSON type. */
    private static final Map<String, String> VALUES = Map.of(
            "string", "\"text\"",
            "number", "1.5",
            "integer", "7",
            "boolean", "true",
            "null", "null",
            "array", "[]",
            "object", "{\"a\":1}");

    private final Contract contract;
    private final JsonNode schema;
    private final List<Bad> all = new ArrayList<>();

    /** A body that must be refused with 400. @param pointer where its fault is */
    record Bad(String what, byte[] bytes, String pointer) {}

    BadBodies(Contract contract, JsonNode schema) {
        this.contract = contract;
        this.schema = contract.resolved(schema);
    }

    /** The smallest good body. */
    String good() {
        return text(smallest(schema));
    }

    List<Bad> all() {
        notJson();
        notAnObject();
        tooMuch();
        object(List.of(), schema);
        return all;
    }

    private void notJson() {
        bad("empty", "", "");
        bad("blank", " \n", "");
        for (String text :
                List.of("{", "{\"a\":", "{\"a\":\"b", "{\"a\" 1}", "{a:1}", "{'a':1}", "{}{}", "{} x", "{,}")) {
            bad("malformed " + text, text, Refusals.ANY_POINTER);
        }
        bad("a comment", "/* */" + good(), Refusals.ANY_POINTER);
        bad("a byte order mark", "\uFEFF" + good(), Refusals.ANY_POINTER);
        bad("UTF-16", good().getBytes(StandardCharsets.UTF_16LE), Refusals.ANY_POINTER);
        bad("not a number", "{\"a\":NaN}", Refusals.ANY_POINTER);
        bad("bytes that are not UTF-8", new byte[] {'{', '"', (byte) 0xC3, '"', ':', '1', '}'}, "");
        bad("an overlong encoding", new byte[] {'{', '"', (byte) 0xC0, (byte) 0x80, '"', ':', '1', '}'}, "");
    }

    private void notAnObject() {
        for (String text : List.of("null", "[]", "[" + good() + "]", "\"text\"", "7", "true")) {
            bad("a body of " + text, text, "");
        }
    }

    private void tooMuch() {
        bad("deep arrays", "{\"a\":" + "[".repeat(DEPTH) + "]".repeat(DEPTH) + "}", Refusals.ANY_POINTER);
        bad("deep objects", "{\"a\":".repeat(DEPTH) + "1" + "}".repeat(DEPTH), Refusals.ANY_POINTER);
        bad("deep and cut off", "[".repeat(DEPTH), Refusals.ANY_POINTER);
        bad("many values", "{\"a\":[" + "0,".repeat(2 * DEPTH) + "0]}", Refusals.ANY_POINTER);
        bad("a long number", "{\"a\":" + "9".repeat(DEPTH) + "}", Refusals.ANY_POINTER);
        bad("a large exponent", "{\"a\":1e999999999}", Refusals.ANY_POINTER);
    }

    private void object(List<String> place, JsonNode object) {
        bad("an unknown field", with(place, "nonsense", "1"), pointer(place, "nonsense"));
        bad("an unknown field to be escaped", with(place, "a/b~c", "1"), pointer(place, "a~1b~0c"));
        bad("a control character in a name", with(place, "\u0000\u0007", "1"), Refusals.ANY_POINTER);
        bad("half a surrogate pair in a name", raw(place, "\"\\udc00\":1"), Refusals.ANY_POINTER);
        object.path("required").forEach(name -> {
            ObjectNode body = smallest(schema);
            ObjectNode parent = (ObjectNode) at(body, place);
            parent.remove(name.asText());
            bad(name.asText() + " missing", text(body), pointer(place, name.asText()));
        });
        object.path("properties").properties().forEach(each -> {
            JsonNode property = contract.resolved(each.getValue());
            property(place, each.getKey(), property);
            if (property.path("type").asText().equals("object")) {
                List<String> inside = new ArrayList<>(place);
                inside.add(each.getKey());
                object(inside, property);
            }
        });
    }

    private void property(List<String> place, String name, JsonNode property) {
        String pointer = pointer(place, name);
        TreeSet<String> types = types(property);
        VALUES.forEach((type, value) -> {
            if (!types.contains(type) && !(type.equals("integer") && types.contains("number"))) {
                bad(name + " of type " + type, with(place, name, value), pointer);
            }
        });
        String good = text(sample(property));
        bad(
                name + " twice",
                raw(place, "\"" + name + "\":" + good + ",\"" + name + "\":" + good),
                Refusals.ANY_POINTER);
        if (types.contains("string")) {
            string(place, name, property);
        }
        if (types.contains("integer") || types.contains("number")) {
            number(place, name, property);
        }
        if (property.has("maxItems")) {
            String item = text(sample(contract.resolved(property.get("items"))));
            int count = property.get("maxItems").asInt() + 1;
            bad(
                    name + " with too many items",
                    with(place, name, "[" + (item + ",").repeat(count - 1) + item + "]"),
                    pointer);
        }
    }

    private void string(List<String> place, String name, JsonNode property) {
        String pointer = pointer(place, name);
        int length = property.path("maxLength").asInt(LONG) + 1;
        bad(name + " too long", with(place, name, '"' + "x".repeat(length) + '"'), pointer);
        bad(name + " with U+0000", with(place, name, "\"a\\u0000b\""), pointer);
        bad(name + " with U+0007", with(place, name, "\"a\\u0007b\""), pointer);
        bad(name + " with a raw control character", with(place, name, "\"a\u0007b\""), Refusals.ANY_POINTER);
        bad(name + " with half a surrogate pair", with(place, name, "\"a\\ud800b\""), pointer);
        bad(name + " with bytes that are not UTF-8", notUtf8(with(place, name, "\"a?b\"")), "");
        if (property.has("minLength") || property.has("enum")) {
            bad(name + " empty", with(place, name, "\"\""), pointer);
        }
    }

    private void number(List<String> place, String name, JsonNode property) {
        String pointer = pointer(place, name);
        bad(name + " beyond 64 bits", with(place, name, "9223372036854775808"), pointer);
        bad(name + " infinite", with(place, name, "1e400"), pointer);
        if (property.has("minimum")) {
            bad(
                    name + " too small",
                    with(place, name, String.valueOf(property.get("minimum").asLong() - 1)),
                    pointer);
        }
        if (property.has("maximum")) {
            bad(
                    name + " too large",
                    with(place, name, String.valueOf(property.get("maximum").asLong() + 1)),
                    pointer);
        }
    }

    private static TreeSet<String> types(JsonNode property) {
        TreeSet<String> types = new TreeSet<>();
        JsonNode type = property.get("type");
        if (type.isTextual()) {
            types.add(type.asText());
        }
        type.forEach(each -> types.add(each.asText()));
        return types;
    }

    private ObjectNode smallest(JsonNode object) {
        ObjectNode body = JSON.createObjectNode();
        object.path("required")
                .forEach(name -> body.set(
                        name.asText(),
                        sample(contract.resolved(object.get("properties").get(name.asText())))));
        return body;
    }

    /** A good value. */
    private JsonNode sample(JsonNode property) {
        TreeSet<String> types = types(property);
        types.remove("null");
        return switch (types.last()) {
            case "string" -> JSON.getNodeFactory().textNode(sampleText(property));
            case "integer", "number" ->
                JSON.getNodeFactory().numberNode(property.path("minimum").asInt(1));
            case "boolean" -> JSON.getNodeFactory().booleanNode(true);
            case "array" -> sampleArray(property);
            default -> smallest(property);
        };
    }

    private JsonNode sampleArray(JsonNode property) {
        ArrayNode array = JSON.createArrayNode();
        return property.path("minItems").asInt(0) > 0
                ? array.add(sample(contract.resolved(property.get("items"))))
                : array;
    }

    /** The smallest good body in which there is something at this place, e.g. at {@code /items/0/videoId}. */
    JsonNode withSampleAt(String pointer) {
        ObjectNode body = smallest(schema);
        JsonNode at = body;
        JsonNode type = schema;
        for (String name : pointer.substring(1).split("/")) {
            if (at instanceof ArrayNode array) {
                type = contract.resolved(type.get("items"));
                if (array.isEmpty()) {
                    array.add(sample(type));
                }
                at = array.get(0);
            } else {
                type = contract.resolved(type.get("properties").get(name));
                if (!at.has(name)) {
                    ((ObjectNode) at).set(name, sample(type));
                }
                at = at.get(name);
            }
        }
        return body;
    }

    /** A text of the schema; an id of the right shape that nothing has. */
    static String sampleText(JsonNode property) {
        if (property.has("enum")) {
            return property.get("enum").get(0).asText();
        }
        Matcher id = ID.matcher(property.path("pattern").asText());
        if (id.matches()) {
            return id.group(1) + "z".repeat(Integer.parseInt(id.group(2)));
        }
        return Kinds.of(property).isPresent()
                ? "vid_" + "z".repeat(26)
                : sampleOf(
                        property.path("format").asText(),
                        property.path("pattern").asText());
    }

    private static String sampleOf(String format, String pattern) {
        if (format.equals("date-time") || pattern.contains("Z$")) {
            return "2040-01-02T03:04:05Z";
        }
        if (pattern.startsWith("^https?://") || pattern.startsWith("^https://")) {
            // Both a web origin and the URL of a target that nobody can reach from here.
            return "https://target.example.com";
        }
        if (pattern.startsWith("^#")) {
            return "#12abEF";
        }
        if (pattern.contains("@")) {
            return "person@example.com";
        }
        if (pattern.contains("(read|write)")) {
            return "videos:read";
        }
        return pattern.contains("[.]") ? "video.ready" : "text";
    }

    /** The good body with one more field, or another value of one, somewhere in it. */
    private String with(List<String> place, String name, String value) {
        ObjectNode body = smallest(schema);
        ((ObjectNode) at(body, place)).putRawValue(name, new RawValue(value));
        return text(body);
    }

    /** An otherwise good body with an object in it whose text is given. */
    private String raw(List<String> place, String members) {
        if (place.isEmpty()) {
            return "{" + members + "}";
        }
        return with(place.subList(0, place.size() - 1), place.getLast(), "{" + members + "}");
    }

    private static JsonNode at(ObjectNode body, List<String> place) {
        ObjectNode at = body;
        for (String name : place) {
            at = at.withObject("/" + name);
        }
        return at;
    }

    private static String pointer(List<String> place, String name) {
        List<String> all = new ArrayList<>(place);
        all.add(name);
        return "/" + String.join("/", all);
    }

    private static byte[] notUtf8(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        bytes[text.indexOf('?')] = (byte) 0xFF;
        return bytes;
    }

    private static String text(JsonNode value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private void bad(String what, String text, String pointer) {
        bad(what, text.getBytes(StandardCharsets.UTF_8), pointer);
    }

    private void bad(String what, byte[] bytes, String pointer) {
        all.add(new Bad(what, bytes, pointer));
    }
}
