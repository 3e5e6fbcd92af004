package tv.sluice.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is different between two states of an object, by JSON Pointer (RFC 6901): members that came, went or have another value. Objects
 * and arrays are compared member by member, so that only what differs within them is named. Null and absent are the same to it, as they
 * are in answers.
 */
final class JsonDifference {
    private final List<JsonChange> changes = new ArrayList<>();

    private JsonDifference() {}

    /** The changes from one state to the other, in the order of the members; null stands for an object that is not there. */
    static List<JsonChange> between(@Nullable JsonNode before, @Nullable JsonNode after) {
        JsonDifference difference = new JsonDifference();
        difference.compare("", present(before), present(after));
        return difference.changes;
    }

    /** Whether they say the same: numbers by their value, however they are written. */
    static boolean same(@Nullable JsonNode one, @Nullable JsonNode other) {
        return between(one, other).isEmpty();
    }

    private void compare(String pointer, @Nullable JsonNode before, @Nullable JsonNode after) {
        if (before instanceof ObjectNode old && after instanceof ObjectNode young) {
            for (String name : names(old, young)) {
                compare(pointer + '/' + escaped(name), present(old.get(name)), present(young.get(name)));
            }
        } else if (before instanceof ArrayNode old && after instanceof ArrayNode young) {
            for (int i = 0; i < Math.max(old.size(), young.size()); i++) {
                compare(pointer + '/' + i, present(old.get(i)), present(young.get(i)));
            }
        } else if (!equal(before, after)) {
            changes.add(new JsonChange(pointer, before, after));
        }
    }

    private static boolean equal(@Nullable JsonNode before, @Nullable JsonNode after) {
        if (before == null || after == null || !before.isNumber() || !after.isNumber()) {
            return Objects.equals(before, after);
        }
        return before.decimalValue().compareTo(after.decimalValue()) == 0;
    }

    private static @Nullable JsonNode present(@Nullable JsonNode node) {
        boolean absent = node == null || node.isNull() || node.isMissingNode();
        return absent ? null : node;
    }

    private static Set<String> names(ObjectNode before, ObjectNode after) {
        Set<String> names = new LinkedHashSet<>();
        before.fieldNames().forEachRemaining(names::add);
        after.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
