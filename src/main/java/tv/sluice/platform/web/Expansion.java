package tv.sluice.platform.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Puts resources into answers that refer to them, all of a kind by one look-up. */
@ApplicationScoped
class Expansion {
    private final Map<String, Expander> expanders;

    Expansion(@All List<Expander> expanders, Contract contract) {
        this.expanders = expanders.stream().collect(Collectors.toMap(Expander::name, Function.identity()));
        contract.operations().stream()
                .flatMap(operation -> operation.shape().expansions().keySet().stream())
                .filter(name -> !this.expanders.containsKey(name))
                .findAny()
                .ifPresent(name -> {
                    throw new IllegalStateException("The contract expands " + name + ", but nobody loads that");
                });
    }

    Uni<Void> expand(RoutingContext routing, Shape shape, Set<String> names, ObjectNode answer) {
        Uni<Void> all = Uni.createFrom().voidItem();
        List<ObjectNode> resources = Selection.resources(answer, shape);
        for (String name : names) {
            String reference = Objects.requireNonNull(shape.expansions().get(name));
            all = all.chain(() -> load(routing, name, reference, resources));
        }
        return all;
    }

    private Uni<Void> load(RoutingContext routing, String name, String reference, List<ObjectNode> resources) {
        Set<String> ids = resources.stream()
                .map(resource -> resource.path(reference).asText())
                .filter(id -> !id.isEmpty())
                .collect(Collectors.toSet());
        return Objects.requireNonNull(expanders.get(name))
                .load(routing, ids)
                .invoke(found -> put(resources, reference, name, found))
                .replaceWithVoid();
    }

    private static void put(List<ObjectNode> resources, String reference, String name, Map<String, JsonNode> found) {
        for (ObjectNode resource : resources) {
            JsonNode referred = found.get(resource.path(reference).asText());
            if (referred != null) {
                resource.set(name, referred);
            }
        }
    }
}
