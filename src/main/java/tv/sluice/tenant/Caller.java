package tv.sluice.tenant;

import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import tv.sluice.platform.error.ProblemException;
import tv.sluice.platform.error.ProblemType;
import tv.sluice.platform.web.RequestId;

/** Who makes the current REST request. Read it before the first asynchronous step: it belongs to the request's context. */
@RequestScoped
public class Caller {
    private final RoutingContext routing;

    Caller(RoutingContext routing) {
        this.routing = routing;
    }

    /** The tenant for which the API key speaks. */
    public String tenantId() {
        return identity().tenantId();
    }

    public String apiKeyId() {
        return identity().apiKeyId();
    }

    /** Refuses what needs more than the operation itself. */
    public void require(Scope scope) {
        if (!identity().may(scope)) {
            throw new ProblemException(
                    ProblemType.FORBIDDEN, "This needs the scope " + scope.text() + ", which the API key lacks.");
        }
    }

    /** The id of this request, for what outlives it. */
    public String requestId() {
        return RequestId.of(routing);
    }

    private Identity identity() {
        Identity identity = Identity.of(routing);
        if (identity == null) {
            throw new IllegalStateException("This operation is open to everybody: there is no caller");
        }
        return identity;
    }
}
