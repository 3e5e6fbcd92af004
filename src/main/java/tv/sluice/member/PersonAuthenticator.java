package tv.sluice.member;

import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tv.sluice.member.oidc.Person;
import tv.sluice.member.oidc.SignIn;
import tv.sluice.platform.error.ProblemException;
import tv.sluice.platform.error.ProblemType;
import tv.sluice.platform.web.Operation;
import tv.sluice.tenant.Authenticator;
import tv.sluice.tenant.Delegation;
import tv.sluice.tenant.Environment;
import tv.sluice.tenant.Identity;
import tv.sluice.tenant.Scope;

/**
 * Says what a person's access token proves: a member's place in the tenant that the request chooses, or an operator's. An operator who is a
 * member as well is one where a tenant is chosen by name.
 */
@ApplicationScoped
class PersonAuthenticator implements Authenticator {
    private static final ProblemType TENANT_REQUIRED =
            ProblemType.client("tenant_required", 400, "A tenant has to be chosen");
    private static final ProblemType NOT_A_MEMBER =
            ProblemType.client("not_a_member", 403, "The person is a member of no tenant");
    /** What operators may do without a grant. */
    private static final Set<Scope> OF_OPERATORS =
            Set.of(Scope.TENANTS_READ, Scope.TENANTS_WRITE, Scope.GRANTS_READ, Scope.GRANTS_WRITE);

    private final SignIn signIn;
    private final Memberships memberships;
    private final LastSeen lastSeen;

    PersonAuthenticator(SignIn signIn, Memberships memberships, LastSeen lastSeen) {
        this.signIn = signIn;
        this.memberships = memberships;
        this.lastSeen = lastSeen;
    }

    @Override
    public boolean recognises(String bearer) {
        return signIn.recognises(bearer);
    }

    @Override
    public Uni<Optional<Identity>> identify(RoutingContext routing, String bearer) {
        String tenant = Choice.tenant(routing);
        Environment environment = Choice.environment(routing);
        return signIn.person(bearer)
                .chain(person -> memberships
                        .of(person)
                        .invoke(found -> Visitor.is(routing, new Visitor(person, found)))
                        .map(found -> Optional.of(identity(routing, person, found, tenant, environment))));
    }

    private Identity identity(
            RoutingContext routing,
            Person person,
            List<Membership> found,
            @Nullable String tenant,
            Environment environment) {
        boolean granted = routing.request().headers().contains(Delegation.HEADER);
        if (tenant != null && !granted) {
            return found.stream()
                    .filter(membership -> membership.tenantId().equals(tenant))
                    .findFirst()
                    .map(membership -> member(membership, person, environment))
                    .orElseThrow(() -> ProblemException.notFound("tenant", tenant));
        }
        if (person.operator() || granted) {
            return new Identity(
                    Identity.Kind.OPERATOR,
                    person.id(),
                    person.display(),
                    null,
                    environment,
                    person.operator() ? OF_OPERATORS : Set.of(),
                    null);
        }
        return found.size() == 1
                ? member(found.getFirst(), person, environment)
                : undecided(routing, person, found, environment);
    }

    private Identity member(Membership membership, Person person, Environment environment) {
        lastSeen.seen(membership);
        return new Identity(
                Identity.Kind.PERSON,
                membership.memberId(),
                person.display(),
                membership.tenantId(),
                environment,
                Role.scopes(membership.roles()),
                null);
    }

    /** Good for nothing but to ask what can be chosen. */
    private static Identity undecided(
            RoutingContext routing, Person person, List<Membership> found, Environment environment) {
        Operation operation = Operation.of(routing);
        if (operation == null || !Operation.NO_SCOPE.equals(operation.scope())) {
            throw found.isEmpty()
                    ? new ProblemException(
                            NOT_A_MEMBER,
                            "Nobody has invited " + person.display()
                                    + ". An invitation is accepted by signing in with its address, verified by the identity"
                                    + " provider.")
                    : new ProblemException(
                            TENANT_REQUIRED,
                            "You are a member of several tenants: choose one with Sluice-Tenant; GET /v1/whoami lists them.");
        }
        return new Identity(Identity.Kind.PERSON, person.id(), person.display(), null, environment, Set.of(), null);
    }
}
