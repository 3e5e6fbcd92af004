package tv.sluice.playback.token;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The members of one JSON object: strings and numbers as they are, anything else only by name. Names that occur twice, at any
 * depth, make the whole text invalid, so two readers cannot understand it differently.
 */
final class FlatJson {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(8)
                    .maxNumberLength(24)
                    .maxStringLength(4096)
                    .maxNameLength(256)
                    .build())
            .build();

    private final Map<String, Object> members;

    private FlatJson(Map<String, Object> members) {
        this.members = members;
    }

    /** The object, or null if the bytes are not exactly one in UTF-8. */
    static @Nullable FlatJson parse(byte[] utf8) {
        Map<String, Object> members = new HashMap<>();
        try (JsonParser json = JSON.createParser(decode(utf8))) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                members.put(name, value(json));
            }
            return json.nextToken() == null ? new FlatJson(members) : null;
        } catch (IOException notJson) {
            return null;
        }
    }

    private static Object value(JsonParser json) throws IOException {
        JsonToken token = json.nextToken();
        if (token == JsonToken.VALUE_STRING) {
            return json.getText();
        }
        if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
            return json.getDoubleValue();
        }
        json.skipChildren();
        return Other.VALUE;
    }

    private static String decode(byte[] utf8) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    }

    boolean has(String name) {
        return members.containsKey(name);
    }

    @Nullable
    String string(String name) {
        return members.get(name) instanceof String text ? text : null;
    }

    @Nullable
    Double number(String name) {
        return members.get(name) instanceof Double number ? number : null;
    }

    private enum Other {
        VALUE
    }
}
