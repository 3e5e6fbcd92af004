package tv.sluice.member.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a token says about a person, or the provider's userinfo endpoint does. */
record Claims(JsonNode members) {
    private static final int MAX_DEPTH = 5;

    boolean has(String name) {
        return members.has(name);
    }

    /** Empty if it is not there or no text. */
    String text(String name) {
        return members.path(name).isTextual() ? members.path(name).textValue() : "";
    }

    /** Not a number if it is not there or none. */
    double number(String name) {
        return members.path(name).isNumber() ? members.path(name).doubleValue() : Double.NaN;
    }

    /** Some providers send it as a text. */
    boolean isTrue(String name) {
        JsonNode value = members.path(name);
        return value.isBoolean() ? value.booleanValue() : value.asText().equals("true");
    }

    /** A text, or a list's texts; dots lead into claims in claims, unless the claim itself has such a name. */
    List<String> texts(String path) {
        JsonNode value = members.path(path);
        if (value.isMissingNode() && path.contains(".")) {
            value = members;
            for (String name : path.split("\\.", MAX_DEPTH)) {
                value = value.path(name);
            }
        }
        if (value.isTextual()) {
            return List.of(value.textValue());
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode each : value) {
            if (each.isTextual()) {
                texts.add(each.textValue());
            }
        }
        return texts;
    }

    /** When the token ends; only for one that has been checked. */
    Instant expiry() {
        return Instant.ofEpochSecond((long) number("exp"));
    }
}
