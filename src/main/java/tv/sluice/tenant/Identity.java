package tv.sluice.tenant;

import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.web.Actor;

/**
 * What a credential proves.
 *
 * @param id of the API key, the member, or the operator
 * @param name for people who read it in the audit
 * @param tenantId for whom it speaks, or null if it speaks for none: then only what needs no tenant can be called
 * @param grantId under which an operator acts for the tenant, or null
 */
public record Identity(
        Kind kind,
        String id,
        @Nullable String name,
        @Nullable String tenantId,
        Environment environment,
        Set<Scope> scopes,
        @Nullable String grantId) {
    /** What can make a call. The names are those of the contract. */
    public enum Kind {
        API_KEY,
        PUBLISHABLE_KEY,
        /** A member of the tenant. */
        PERSON,
        /** Somebody of the installation. */
        OPERATOR
    }

    private static final String KEY = "sluice.identity";

    public Identity {
        scopes = Set.copyOf(scopes);
    }

    /** Whether one of its scopes is this one or includes it. */
    public boolean may(Scope scope) {
        return scopes.contains(scope) || (scopes.contains(Scope.ALL) && !scope.isOfInstallation());
    }

    /** All that it may do, each by name, in the order of the enum. */
    List<Scope> allScopes() {
        return Arrays.stream(Scope.values())
                .filter(scope -> scope != Scope.ALL && may(scope))
                .toList();
    }

    /** Whose request this is; null if nobody has proved anything. */
    public static @Nullable Identity of(RoutingContext routing) {
        return routing.get(KEY);
    }

    /** From now on this request is made by this identity. */
    void calls(RoutingContext routing) {
        routing.put(KEY, this);
        actor().calls(routing);
    }

    private Actor actor() {
        String owner = tenantId == null ? Space.INSTALLATION : tenantId;
        String space = tenantId == null ? Space.INSTALLATION : new Space(tenantId, environment).text();
        return new Actor(space, owner, kind.name(), id, name, grantId, environment.name());
    }
}
