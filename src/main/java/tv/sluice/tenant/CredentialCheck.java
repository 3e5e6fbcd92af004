package tv.sluice.tenant;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import tv.sluice.platform.error.ProblemException;

/** Says of answers without an end whether the credential that began them is still good. */
@ApplicationScoped
public class CredentialCheck {
    private static final String BEARER = "bearer ";
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    private final List<Authenticator> authenticators;
    private final TenantRegister register;

    CredentialCheck(@All List<Authenticator> authenticators, TenantRegister register) {
        this.authenticators = authenticators;
        this.register = register;
    }

    /** Whether this request would still be let in as whom it was; fails if that cannot be found out now. */
    public Uni<Boolean> isGood(RoutingContext routing, Scope scope) {
        Identity before = Identity.of(routing);
        String header = routing.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (before == null || header == null || header.length() <= BEARER.length()) {
            return Uni.createFrom().item(false);
        }
        String bearer = header.substring(BEARER.length()).strip();
        for (Authenticator authenticator : authenticators) {
            if (authenticator.recognises(bearer)) {
                return authenticator
                        .identify(routing, bearer)
                        .chain(found -> isSame(before, found, scope)
                                ? isServed(before)
                                : Uni.createFrom().item(false))
                        .onFailure(CredentialCheck::isRefusal)
                        .recoverWithItem(false);
            }
        }
        return Uni.createFrom().item(false);
    }

    private static boolean isSame(Identity before, Optional<Identity> found, Scope scope) {
        return found.filter(now -> now.kind() == before.kind()
                        && now.id().equals(before.id())
                        && Objects.equals(now.tenantId(), before.tenantId())
                        && now.may(scope))
                .isPresent();
    }

    private Uni<Boolean> isServed(Identity identity) {
        String owner = identity.tenantId();
        if (owner == null) {
            return Uni.createFrom().item(true);
        }
        return register.terms(owner)
                .map(terms -> terms.filter(each -> each.state() == TenantState.ACTIVE
                                || (each.state() == TenantState.SUSPENDED && identity.kind() == Identity.Kind.OPERATOR))
                        .isPresent());
    }

    private static boolean isRefusal(Throwable failure) {
        return failure instanceof ProblemException problem
                && (problem.type().status() == UNAUTHORIZED || problem.type().status() == FORBIDDEN);
    }
}
