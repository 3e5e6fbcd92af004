package tv.sluice.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the contract's requests name objects: by the patterns of ids in their schemas, so that nobody has to list the places. */
final class Kinds {
    /** The kind of a place that takes ids of all kinds. */
    static final String ANY = "*";

    private static final Pattern ID = Pattern.compile("\\^([a-z]{3})_\\[.*]\\{26}\\$");
    private static final Pattern ANY_ID = Pattern.compile("\\^\\[a-z]\\{3}_\\[.*]\\{26}\\$");

    private Kinds() {}

    /** A member of a JSON body that names an object; {@code pointer} has {@code 0} where the way leads through an array. */
    record BodyPlace(String pointer, String kind) {}

    /** The prefix of the ids that this schema is of, {@link #ANY} if it is of all ids, empty if it is of none. */
    static Optional<String> of(JsonNode schema) {
        String pattern = schema.path("pattern").asText();
        Matcher id = ID.matcher(pattern);
        if (id.matches()) {
            return Optional.of(id.group(1));
        }
        return ANY_ID.matcher(pattern).matches() ? Optional.of(ANY) : Optional.empty();
    }

    /** All places of a body of this schema that name objects. */
    static List<BodyPlace> inBody(Contract contract, JsonNode schema) {
        List<BodyPlace> places = new ArrayList<>();
        collect(contract, contract.resolved(schema), "", places);
        return places;
    }

    private static void collect(Contract contract, JsonNode schema, String pointer, List<BodyPlace> places) {
        of(schema).ifPresent(kind -> places.add(new BodyPlace(pointer, kind)));
        schema.path("properties")
                .properties()
                .forEach(each ->
                        collect(contract, contract.resolved(each.getValue()), pointer + '/' + each.getKey(), places));
        if (schema.has("items")) {
            collect(contract, contract.resolved(schema.get("items")), pointer + "/0", places);
        }
    }
}
