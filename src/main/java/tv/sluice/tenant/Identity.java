package tv.sluice.tenant;

import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an API key proves. */
record Identity(String tenantId, String apiKeyId, Set<Scope> scopes) {
    private static final String KEY = "sluice.identity";

    Identity {
        scopes = Set.copyOf(scopes);
    }

    boolean may(Scope scope) {
        return scopes.contains(Scope.ALL) || scopes.contains(scope);
    }

    static @Nullable Identity of(RoutingContext routing) {
        return routing.get(KEY);
    }

    void calls(RoutingContext routing) {
        routing.put(KEY, this);
    }
}
