package tv.sluice.tenant;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.error.ProblemException;
import tv.sluice.platform.error.ProblemType;
import tv.sluice.platform.web.Actor;
import tv.sluice.platform.web.Contract;
import tv.sluice.platform.web.FilterOrder;
import tv.sluice.platform.web.Operation;
import tv.sluice.platform.web.ProblemWriter;

/** Lets a request of a secured operation pass if its API key allows it. */
@Singleton
final class KeyFilter {
    private static final String AUTHENTICATE = "WWW-Authenticate";
    private static final String BEARER = "bearer ";
    private static final String CHALLENGE = "Bearer realm=\"sluice\"";

    private final KeyService keys;
    private final ProblemWriter problems;
    private final Map<Operation, Scope> needed;

    KeyFilter(KeyService keys, ProblemWriter problems, Contract contract) {
        this.keys = keys;
        this.problems = problems;
        this.needed = contract.operations().stream()
                .filter(Operation::secured)
                .collect(Collectors.toUnmodifiableMap(Function.identity(), Scope::of));
    }

    void register(@Observes Filters filters) {
        filters.register(problems.guarded(this::check), FilterOrder.KEY);
    }

    private void check(RoutingContext routing) {
        Operation operation = Operation.of(routing);
        Scope scope = operation == null ? null : needed.get(operation);
        if (scope == null) {
            routing.next();
            return;
        }
        String key = bearer(routing.request().getHeader(HttpHeaders.AUTHORIZATION));
        if (key == null) {
            throw unauthorized(routing, CHALLENGE, "Send an API key: Authorization: Bearer slk_…");
        }
        routing.request().pause();
        keys.identify(key)
                .subscribe()
                .with(
                        problems.guarded(routing, found -> admit(routing, found, scope)),
                        failure -> problems.write(routing, failure));
    }

    private static void admit(RoutingContext routing, Optional<Identity> found, Scope scope) {
        Identity identity = found.orElseThrow(
                () -> unauthorized(routing, CHALLENGE + ", error=\"invalid_token\"", "Nobody has this API key."));
        if (!identity.may(scope)) {
            routing.response()
                    .putHeader(
                            AUTHENTICATE, CHALLENGE + ", error=\"insufficient_scope\", scope=\"" + scope.text() + '"');
            throw new ProblemException(
                    ProblemType.FORBIDDEN, "This needs the scope " + scope.text() + ", which the API key lacks.");
        }
        identity.calls(routing);
        new Actor(identity.tenantId(), Actor.API_KEY, identity.apiKeyId(), null, Actor.LIVE).calls(routing);
        routing.next();
    }

    private static @Nullable String bearer(@Nullable String authorization) {
        return authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? authorization.substring(BEARER.length()).strip()
                : null;
    }

    private static ProblemException unauthorized(RoutingContext routing, String challenge, String detail) {
        routing.response().putHeader(AUTHENTICATE, challenge);
        return new ProblemException(ProblemType.UNAUTHORIZED, detail);
    }
}
