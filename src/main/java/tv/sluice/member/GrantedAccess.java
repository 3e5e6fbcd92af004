package tv.sluice.member;

import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import tv.sluice.platform.db.Database;
import tv.sluice.platform.error.ProblemException;
import tv.sluice.platform.error.ProblemType;
import tv.sluice.platform.event.Invalidations;
import tv.sluice.platform.id.Ids;
import tv.sluice.tenant.Delegation;
import tv.sluice.tenant.Identity;
import tv.sluice.tenant.Scope;

/** Who acts under a grant, and what that allows. Grants are remembered for a few seconds, and forgotten in all processes when one changes. */
@ApplicationScoped
class GrantedAccess implements Delegation {
    private static final String CHANGED = "grants";
    private static final ProblemType NOT_ACTIVE = ProblemType.client("grant_not_active", 403, "The grant is over");
    private static final ProblemType NO_OPERATOR =
            ProblemType.client("not_an_operator", 403, "Only operators act under grants");

    private final Database database;
    private final GrantRepository repository;
    private final Invalidations invalidations;
    private final Memory<Optional<OperatorGrant>> memory;

    GrantedAccess(Database database, GrantRepository repository, Invalidations invalidations, MemberConfig config) {
        this.database = database;
        this.repository = repository;
        this.invalidations = invalidations;
        this.memory = new Memory<>(config.memory());
        invalidations.onInvalidate(this::forget);
    }

    private void forget(String key) {
        if (key.equals(CHANGED)) {
            memory.forgetAll();
        }
    }

    /** Call it after the commit of any change of grants. */
    void changed() {
        invalidations.publish(CHANGED);
    }

    /** The operator that this caller is; 403 if it is none. Programs are operators if they may change tenants. */
    static Operator operator(Identity caller) {
        boolean isPerson =
                caller.kind() == Identity.Kind.OPERATOR && caller.grantId() == null && caller.may(Scope.GRANTS_WRITE);
        boolean isProgram = caller.kind() == Identity.Kind.API_KEY && caller.may(Scope.TENANTS_WRITE);
        if (!isPerson && !isProgram) {
            throw new ProblemException(
                    NO_OPERATOR, "Only operators of the installation have grants, in their own name.");
        }
        return new Operator(caller.id(), Objects.requireNonNullElse(caller.name(), ""));
    }

    @Override
    public Uni<Identity> actUnder(String grantId, Identity caller, RoutingContext routing) {
        Operator operator = operator(caller);
        if (!Ids.isValid(OperatorGrant.PREFIX, grantId)) {
            return Uni.createFrom().failure(notActive(grantId));
        }
        return memory.get(
                        operator.id() + ' ' + grantId,
                        () -> database.read(tx -> repository.ofOperator(tx, operator.id(), grantId))
                                .map(Optional::ofNullable))
                .map(found -> found.filter(grant -> grant.state(Instant.now()) == GrantState.ACTIVE)
                        .orElseThrow(() -> notActive(grantId)))
                .map(grant -> identity(grant, operator, routing));
    }

    private static Identity identity(OperatorGrant grant, Operator operator, RoutingContext routing) {
        return new Identity(
                Identity.Kind.OPERATOR,
                operator.id(),
                operator.name(),
                grant.tenantId(),
                Choice.environment(routing),
                grant.access().scopes(),
                grant.id());
    }

    /** The same whether there is none, it is somebody else's or it is over. */
    private static ProblemException notActive(String id) {
        return new ProblemException(NOT_ACTIVE, "You have no active grant " + id + ". Create one with a reason.");
    }
}
