package tv.sluice.tenant;

import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

/** Lets whoever runs the installation act for a tenant under a grant, which the request names in its header. */
public interface Delegation {
    /** Names the grant. */
    String HEADER = "Sluice-Grant";

    /** As whom the caller acts under this grant; fails with a problem if it is none of the caller's, or over. */
    Uni<Identity> actUnder(String grantId, Identity caller, RoutingContext routing);
}
