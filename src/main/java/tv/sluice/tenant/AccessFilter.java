package tv.sluice.tenant;

import io.quarkus.arc.All;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.error.ProblemException;
import tv.sluice.platform.error.ProblemType;
import tv.sluice.platform.web.Contract;
import tv.sluice.platform.web.CrossOrigin;
import tv.sluice.platform.web.FilterOrder;
import tv.sluice.platform.web.Operation;
import tv.sluice.platform.web.ProblemWriter;

/** Lets a request of a secured operation pass if its credential is good and allows it. */
@Singleton
final class AccessFilter {
    private static final String AUTHENTICATE = "WWW-Authenticate";
    private static final String BEARER = "bearer ";
    private static final String CHALLENGE = "Bearer realm=\"sluice\"";
    private static final String INVALID = CHALLENGE + ", error=\"invalid_token\"";
    private static final int UNAUTHORIZED = 401;

    private final List<Authenticator> authenticators;
    private final List<Delegation> delegations;
    private final TenantRegister register;
    private final ProblemWriter problems;
    private final Map<Operation, Optional<Scope>> needed;

    AccessFilter(
            @All List<Authenticator> authenticators,
            @All List<Delegation> delegations,
            TenantRegister register,
            ProblemWriter problems,
            Contract contract) {
        this.authenticators = authenticators;
        this.delegations = delegations;
        this.register = register;
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
        Optional<Scope> scope = operation == null ? null : needed.get(operation);
        if (scope == null) {
            routing.next();
            return;
        }
        String bearer = bearer(routing.request().getHeader(HttpHeaders.AUTHORIZATION));
        if (bearer == null) {
            throw unauthorized(routing, CHALLENGE, "Send an API key: Authorization: Bearer slk_…");
        }
        routing.request().pause();
        identify(routing, bearer)
                .subscribe()
                .with(
                        problems.guarded(routing, found -> check(routing, found, scope)),
                        failure -> refuse(routing, failure));
    }

    private Uni<Optional<Identity>> identify(RoutingContext routing, String bearer) {
        for (Authenticator authenticator : authenticators) {
            if (authenticator.recognises(bearer)) {
                return authenticator.identify(routing, bearer).chain(found -> delegated(routing, found));
            }
        }
        return Uni.createFrom().item(Optional.empty());
    }

    /** Whoever names a grant acts as its grant says. */
    private Uni<Optional<Identity>> delegated(RoutingContext routing, Optional<Identity> found) {
        String grant = routing.request().getHeader(Delegation.HEADER);
        Uni<Optional<Identity>> acting = Uni.createFrom().item(found);
        if (grant == null || found.isEmpty()) {
            return acting;
        }
        for (Delegation delegation : delegations) {
            acting = acting.chain(who -> delegation.actUnder(grant, who.orElseThrow(), routing))
                    .map(Optional::of);
        }
        return acting;
    }

    private void check(RoutingContext routing, Optional<Identity> found, Optional<Scope> scope) {
        Identity identity = found.orElseThrow(() -> unauthorized(routing, INVALID, "Nobody has this credential."));
        // Who is refused is known, and the refusal is written down.
        identity.calls(routing);
        String owner = identity.tenantId();
        if (owner == null) {
            admit(routing, identity, scope);
            return;
        }
        register.terms(owner)
                .subscribe()
                .with(
                        problems.guarded(routing, terms -> admit(routing, identity, scope, terms.orElse(null))),
                        failure -> refuse(routing, failure));
    }

    private static void admit(
            RoutingContext routing, Identity identity, Optional<Scope> scope, @Nullable TenantTerms terms) {
        if (terms == null || terms.state() == TenantState.DELETED) {
            throw unauthorized(routing, INVALID, "The tenant of this credential is gone.");
        }
        // Who is refused from here on is known, and the refusal is written down.
        identity.calls(routing);
        // Operators may look into a suspended tenant: their grant is none of its credentials.
        if (terms.state() == TenantState.SUSPENDED && identity.kind() != Identity.Kind.OPERATOR) {
            throw new ProblemException(
                    AccessProblems.TENANT_SUSPENDED, "The tenant is suspended. Ask the operator of this installation.");
        }
        terms.hold(routing);
        terms.limits().ofRequests().limit(routing);
        admitPage(routing, identity, terms);
        admit(routing, identity, scope);
    }

    private static void admit(RoutingContext routing, Identity identity, Optional<Scope> scope) {
        if (scope.isPresent() && !identity.may(scope.get())) {
            routing.response()
                    .putHeader(
                            AUTHENTICATE,
                            CHALLENGE + ", error=\"insufficient_scope\", scope=\""
                                    + scope.get().text() + '"');
            throw scope.get().missing();
        }
        routing.next();
    }

    /** Pages of the tenant's domains may call, and those for which a publishable key is. */
    private static void admitPage(RoutingContext routing, Identity identity, TenantTerms terms) {
        String origin = routing.request().getHeader(HttpHeaders.ORIGIN);
        if (origin != null
                && (identity.kind() == Identity.Kind.PUBLISHABLE_KEY
                        || terms.origins().contains(origin))) {
            CrossOrigin.admit(routing, origin);
        }
    }

    private void refuse(RoutingContext routing, Throwable failure) {
        if (failure instanceof ProblemException problem && problem.type().status() == UNAUTHORIZED) {
            routing.response().putHeader(AUTHENTICATE, INVALID);
        }
        problems.write(routing, failure);
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
