package tv.sluice.platform.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Set;

/** Loads what answers refer to, for those who ask for it by {@code expand}. A CDI bean for each kind of resource that can be expanded. */
public interface Expander {
    /** The value of {@code expand}, and the field that the resource is put into. */
    String name();

    /**
     * Those of the resources that the caller has, as the API shows them, by their ids; a problem if the caller may not see such resources
     * at all.
     */
    Uni<Map<String, JsonNode>> load(RoutingContext routing, Set<String> ids);
}
