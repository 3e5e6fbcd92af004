package tv.sluice.tenant;

import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** Says what bearer credentials of one kind prove; each kind has one. */
public interface Authenticator {
    /** Whether the text looks like one of this kind. Must be cheap: anybody can send anything. */
    boolean recognises(String bearer);

    /**
     * Whom the credential identifies, or empty if it is none of ours. Fails with a problem if there is more to say: 401 that it has
     * expired, 403 that it may not be used like this. Called on the request's event loop, before the body is read.
     */
    Uni<Optional<Identity>> identify(RoutingContext routing, String bearer);
}
