package tv.sluice.platform.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A quick look at texts whose schema is a pattern and lengths, which most parameters are. It only ever accepts: whatever it does not
 * accept is for the schema to judge, which can say why.
 *
 * @param atMost UTF-16 units, of which there are at least as many as characters
 */
record PlainText(@Nullable Pattern pattern, int atLeast, int atMost) {
    private static final Set<String> KNOWN =
            Set.of("type", "pattern", "minLength", "maxLength", "description", "examples", "default");

    /** Null if the schema says more than this can judge. */
    static @Nullable PlainText of(JsonNode schema) {
        boolean known = schema.path("type").asText().equals("string")
                && schema.properties().stream().allMatch(member -> KNOWN.contains(member.getKey()));
        String pattern = schema.path("pattern").asText();
        if (!known || (!pattern.isEmpty() && (!pattern.startsWith("^") || !pattern.endsWith("$")))) {
            return null;
        }
        return new PlainText(
                pattern.isEmpty() ? null : Pattern.compile(pattern),
                schema.path("minLength").asInt(0),
                schema.path("maxLength").asInt(Integer.MAX_VALUE));
    }

    /** Whether the text is certainly good. */
    boolean accepts(String text) {
        return text.length() <= atMost
                && text.codePointCount(0, text.length()) >= atLeast
                && (pattern == null || pattern.matcher(text).matches());
    }
}
