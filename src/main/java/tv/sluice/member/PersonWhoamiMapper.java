package tv.sluice.member;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tv.sluice.api.model.Person;
import tv.sluice.api.model.TenantReference;
import tv.sluice.api.model.Whoami;
import tv.sluice.platform.db.Database;
import tv.sluice.tenant.Identity;
import tv.sluice.tenant.TenantRegister;
import tv.sluice.tenant.TenantState;
import tv.sluice.tenant.WhoamiMapper;

/** Shows people who they are to the identity provider, what they are in the tenant and which tenants they can choose, and operators their grant. */
@ApplicationScoped
class PersonWhoamiMapper implements WhoamiMapper {
    private final RoutingContext routing;
    private final Database database;
    private final GrantService grants;
    private final TenantRegister register;

    PersonWhoamiMapper(RoutingContext routing, Database database, GrantService grants, TenantRegister register) {
        this.routing = routing;
        this.database = database;
        this.grants = grants;
        this.register = register;
    }

    @Override
    public Uni<Whoami> add(Whoami whoami, Identity identity) {
        Visitor visitor = Visitor.of(routing);
        return withGrant(whoami, identity)
                .chain(shown -> visitor == null ? Uni.createFrom().item(shown) : withPerson(shown, identity, visitor));
    }

    private Uni<Whoami> withGrant(Whoami whoami, Identity identity) {
        String grant = identity.grantId();
        return grant == null
                ? Uni.createFrom().item(whoami)
                : database.read(tx -> grants.get(tx, identity.tenantId(), identity.id(), grant))
                        .map(found -> whoami.grant(GrantMapper.grant(found)));
    }

    private Uni<Whoami> withPerson(Whoami whoami, Identity identity, Visitor visitor) {
        return tenants(visitor.memberships())
                .map(tenants -> whoami.person(person(visitor))
                        .roles(roles(identity, visitor.memberships()))
                        .tenants(tenants));
    }

    private static Person person(Visitor visitor) {
        return new Person()
                .issuer(visitor.person().issuer())
                .subject(visitor.person().subject())
                .email(visitor.person().email())
                .name(visitor.person().name());
    }

    private static List<tv.sluice.api.model.Role> roles(Identity identity, List<Membership> memberships) {
        return switch (identity.kind()) {
            case OPERATOR -> List.of(tv.sluice.api.model.Role.OPERATOR);
            case PERSON, API_KEY, PUBLISHABLE_KEY ->
                memberships.stream()
                        .filter(membership -> membership.memberId().equals(identity.id()))
                        .flatMap(membership -> membership.roles().stream())
                        .map(role -> tv.sluice.api.model.Role.valueOf(role.name()))
                        .toList();
        };
    }

    private Uni<List<TenantReference>> tenants(List<Membership> memberships) {
        return Multi.createFrom()
                .iterable(memberships)
                .onItem()
                .transformToUniAndConcatenate(membership -> reference(membership.tenantId()))
                .collect()
                .asList();
    }

    /** Null for one that is gone. */
    private Uni<@Nullable TenantReference> reference(String id) {
        return register.terms(id)
                .map(found -> found.filter(terms -> terms.state() != TenantState.DELETED)
                        .map(terms -> new TenantReference().id(id).name(terms.name()))
                        .orElse(null));
    }
}
