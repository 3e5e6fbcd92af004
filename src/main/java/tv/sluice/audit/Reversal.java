package tv.sluice.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a change is taken back: the JSON Merge Patch (RFC 7396) that sets exactly what the change changed to what it was before. Objects are
 * gone into, arrays are one value, as merge patches have it.
 */
final class Reversal {
    private Reversal() {}

    /**
     * The patch; empty if the change did not touch any of the members.
     *
     * @param members of the object that may be written
     */
    static ObjectNode of(JsonNode before, JsonNode after, Set<String> members) {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        for (String member : members) {
            reverse(patch, member, before.get(member), after.get(member));
        }
        return patch;
    }

    /** Whether what the patch would set is now as the change left it. */
    static boolean applies(JsonNode patch, @Nullable JsonNode after, @Nullable JsonNode now) {
        for (var member : patch.properties()) {
            JsonNode left = after == null ? null : after.get(member.getKey());
            JsonNode found = now == null ? null : now.get(member.getKey());
            boolean within = member.getValue().isObject() && left != null && left.isObject();
            if (within ? !applies(member.getValue(), left, found) : !JsonDifference.same(left, found)) {
                return false;
            }
        }
        return true;
    }

    private static void reverse(ObjectNode patch, String member, @Nullable JsonNode before, @Nullable JsonNode after) {
        if (JsonDifference.same(before, after)) {
            return;
        }
        if (before == null || before.isNull()) {
            patch.putNull(member);
        } else if (before instanceof ObjectNode old && after instanceof ObjectNode young) {
            patch.set(member, of(old, young, names(old, young)));
        } else {
            patch.set(member, before);
        }
    }

    private static Set<String> names(ObjectNode before, ObjectNode after) {
        Set<String> names = new LinkedHashSet<>();
        before.fieldNames().forEachRemaining(names::add);
        after.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
