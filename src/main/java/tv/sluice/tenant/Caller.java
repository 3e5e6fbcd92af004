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

    /**
     * Whose data the call is about: the text of the {@link Space} that the credential opens, for all that has {@code tenant_id}; 403 if
     * it speaks for no tenant.
     */
    public String tenantId() {
        return space().text();
    }

    /** The same, in its parts. */
    public Space space() {
        return new Space(owner(), identity().environment());
    }

    /** The tenant itself, for what both its environments share; 403 if the credential speaks for no tenant. */
    public String owner() {
        String owner = identity().tenantId();
        if (owner == null) {
            throw new ProblemException(
                    ProblemType.FORBIDDEN,
                    "This is about a tenant, and the credential speaks for none. Choose one with Sluice-Tenant; operators"
                            + " send Sluice-Grant.");
        }
        return owner;
    }

    /** What holds in the tenant when a call does not say. */
    public TenantDefaults defaults() {
        TenantTerms terms = TenantTerms.of(routing);
        return terms == null ? TenantDefaults.NONE : terms.defaults();
    }

    /** What the credential proves. */
    public Identity identity() {
        Identity identity = Identity.of(routing);
        if (identity == null) {
            throw new IllegalStateException("This operation is open to everybody: there is no caller");
        }
        return identity;
    }

    /** Refuses what needs more than the operation itself. */
    public void require(Scope scope) {
        if (!identity().may(scope)) {
            throw scope.missing();
        }
    }

    /** The id of this request, for what outlives it. */
    public String requestId() {
        return RequestId.of(routing);
    }
}
