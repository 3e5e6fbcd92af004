package tv.sluice.platform.web;

import java.util.Map;
import java.util.Set;

/**
 * What the answer of an operation is made of, as far as a caller can choose.
 *
 * @param page whether it is a page of a list, whose items have the fields
 * @param fields of the resource, or of each item
 * @param expansions what can stand in the answer beside an id: the field that it is in → the field of the id
 * @param tagged whether the answer carries an {@code ETag}
 * @param kept whether the answer may be given again for a moment, as long as nothing of the tenant has changed
 */
record Shape(boolean page, Set<String> fields, Map<String, String> expansions, boolean tagged, boolean kept) {
    Shape {
        fields = Set.copyOf(fields);
        expansions = Map.copyOf(expansions);
    }
}
