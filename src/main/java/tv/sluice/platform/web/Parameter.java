package tv.sluice.platform.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.error.FieldError;

/**
 * A parameter of an operation: where it stands and what it may be.
 *
 * @param quick accepts what is good without asking the schema; null if only the schema can tell
 */
record Parameter(
        String name,
        Place place,
        boolean required,
        String type,
        Schema schema,
        @Nullable PlainText quick) {
    /** Where a parameter stands. */
    enum Place {
        PATH,
        QUERY,
        HEADER
    }

    private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,18}");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}(\\.[0-9]{1,18})?");

    /** What is wrong with this value. */
    List<FieldError> check(String value) {
        return quick != null && quick.accepts(value) ? List.of() : schema.check(typed(value), pointer());
    }

    String pointer() {
        return place.name().toLowerCase(Locale.ROOT) + ':' + name;
    }

    /** The text as the JSON value that the schema talks of; stays text if it is none of that type, which the schema then says. */
    private JsonNode typed(String value) {
        return switch (type) {
            case "integer" ->
                INTEGER.matcher(value).matches() ? LongNode.valueOf(Long.parseLong(value)) : TextNode.valueOf(value);
            case "number" ->
                NUMBER.matcher(value).matches() ? DecimalNode.valueOf(new BigDecimal(value)) : TextNode.valueOf(value);
            case "boolean" ->
                value.equals("true") || value.equals("false")
                        ? BooleanNode.valueOf(value.equals("true"))
                        : TextNode.valueOf(value);
            default -> TextNode.valueOf(value);
        };
    }
}
