package tv.sluice.platform.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.error.FieldError;

/**
 * What of an answer the caller wants: {@code fields} leaves out, {@code expand} puts in. Both are checked before the operation runs.
 *
 * @param fields empty for all
 */
record Selection(Set<String> fields, Set<String> expansions) {
    private static final String KEY = "sluice.selection";
    private static final String FIELDS = "fields";
    private static final String EXPAND = "expand";

    static @Nullable Selection of(RoutingContext routing) {
        return routing.get(KEY);
    }

    /** Reads what this request selects. */
    static void read(Operation operation, RoutingContext routing, List<FieldError> errors) {
        Set<String> names = operation.names(Parameter.Place.QUERY);
        Selection selection = new Selection(
                names.contains(FIELDS) ? list(routing, FIELDS) : Set.of(),
                names.contains(EXPAND) ? list(routing, EXPAND) : Set.of());
        if (selection.fields().isEmpty() && selection.expansions().isEmpty()) {
            return;
        }
        errors.addAll(unknown(FIELDS, selection.fields(), operation.shape().fields()));
        errors.addAll(unknown(
                EXPAND, selection.expansions(), operation.shape().expansions().keySet()));
        routing.put(KEY, selection);
    }

    /** Leaves out of the resource, or of each item of the page, what is not wanted. What was expanded is wanted. */
    void reduce(ObjectNode answer, Shape shape) {
        if (fields.isEmpty()) {
            return;
        }
        Set<String> kept = new LinkedHashSet<>(fields);
        kept.addAll(expansions);
        for (ObjectNode resource : resources(answer, shape)) {
            resource.retain(kept);
        }
    }

    /** The resource itself, or those of the page. */
    static List<ObjectNode> resources(ObjectNode answer, Shape shape) {
        if (!shape.page()) {
            return List.of(answer);
        }
        List<ObjectNode> items = new ArrayList<>();
        for (JsonNode item : answer.path("items")) {
            items.add((ObjectNode) item);
        }
        return items;
    }

    private static Set<String> list(RoutingContext routing, String name) {
        List<String> values = routing.queryParam(name);
        return values.isEmpty()
                ? Set.of()
                : new LinkedHashSet<>(Arrays.asList(values.getFirst().split(",", -1)));
    }

    private static List<FieldError> unknown(String parameter, Set<String> given, Set<String> known) {
        return given.stream()
                .filter(name -> !known.contains(name))
                .map(name -> new FieldError(
                        "query:" + parameter,
                        "unknown_field",
                        "Got " + Violations.shortened(name) + ", expected some of "
                                + String.join(", ", new TreeSet<>(known)) + '.'))
                .toList();
    }
}
