package tv.sluice.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.Set;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.error.ProblemException;
import tv.sluice.platform.error.ProblemType;
import tv.sluice.platform.web.Operation;
import tv.sluice.platform.web.PublicUrls;
import tv.sluice.tenant.Caller;
import tv.sluice.tenant.Identity;

/**
 * Answers for every operation that takes {@code at}: with the state that the object had at that instant, instead of calling the resource.
 * What is done with answers on their way out is done with this one too.
 */
final class PastFilter {
    private static final String PARAMETER = "at";
    /** Tags of what both environments of a tenant share. */
    private static final Set<String> OF_OWNER = Set.of("Account", "ApiKeys", "Members", "Grants");

    private final HistoryService history;
    private final Caller caller;
    private final PublicUrls urls;

    PastFilter(HistoryService history, Caller caller, PublicUrls urls) {
        this.history = history;
        this.caller = caller;
        this.urls = urls;
    }

    @ServerRequestFilter
    @Nullable
    Uni<@Nullable RestResponse<ObjectNode>> answer(RoutingContext routing, UriInfo uri) {
        Operation operation = Operation.of(routing);
        Instant at = operation == null || !operation.takesQuery(PARAMETER)
                ? null
                : Instants.parse(PARAMETER, routing.queryParams().get(PARAMETER));
        if (operation == null || at == null) {
            return null;
        }
        if (caller.identity().kind() == Identity.Kind.PUBLISHABLE_KEY) {
            throw new ProblemException(
                    ProblemType.FORBIDDEN,
                    "What is published is what there is now: " + PARAMETER + " needs another key.");
        }
        String delivery = urls.delivery();
        return find(operation, uri, at).map(state -> RestResponse.ok(shown(state, operation, delivery)));
    }

    private Uni<State> find(Operation operation, UriInfo uri, Instant at) {
        String id = uri.getPathParameters().values().stream()
                .map(values -> values.getFirst())
                .findFirst()
                .orElseGet(caller::owner);
        return history.at(space(operation, id), id, at);
    }

    /** Where the events of such objects are. Only the installation's people may call what is about any tenant. */
    private String space(Operation operation, String id) {
        if (operation.tag().equals("Tenants")) {
            return id;
        }
        return OF_OWNER.contains(operation.tag()) ? caller.owner() : caller.tenantId();
    }

    /** No more than this operation would have shown. */
    private static ObjectNode shown(State state, Operation operation, String delivery) {
        return state.data(delivery).retain(operation.answerFields());
    }
}
