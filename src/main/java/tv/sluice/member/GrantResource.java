package tv.sluice.member;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;
import tv.sluice.api.GrantsApi;
import tv.sluice.api.model.Grant;
import tv.sluice.api.model.GrantCreate;
import tv.sluice.api.model.GrantPage;
import tv.sluice.platform.db.Database;
import tv.sluice.platform.error.ProblemException;
import tv.sluice.platform.web.Created;
import tv.sluice.platform.web.PageRequest;
import tv.sluice.tenant.Caller;
import tv.sluice.tenant.Identity;
import tv.sluice.tenant.TenantRegister;
import tv.sluice.tenant.TenantState;
import tv.sluice.tenant.TenantTerms;

/** Grants over REST. */
@Cancellable(false)
class GrantResource implements GrantsApi {
    private final GrantService grants;
    private final GrantedAccess access;
    private final Database database;
    private final TenantRegister register;
    private final Caller caller;

    GrantResource(
            GrantService grants, GrantedAccess access, Database database, TenantRegister register, Caller caller) {
        this.grants = grants;
        this.access = access;
        this.database = database;
        this.register = register;
        this.caller = caller;
    }

    @Override
    public Uni<RestResponse<GrantPage>> listGrants(
            Integer limit, @Nullable String cursor, tv.sluice.api.model.@Nullable GrantState state) {
        Identity who = caller.identity();
        PageRequest page = PageRequest.of(limit, cursor, OperatorGrant.PREFIX);
        return database.read(tx -> grants.list(tx, who.tenantId(), who.id(), GrantMapper.state(state), page))
                .map(found -> RestResponse.ok(GrantMapper.page(found)));
    }

    @Override
    public Uni<RestResponse<Grant>> createGrant(GrantCreate create) {
        Operator operator = GrantedAccess.operator(caller.identity());
        return register.terms(create.getTenantId())
                .invoke(terms -> refuseAbsent(terms, create.getTenantId()))
                .chain(() -> database.write(tx -> grants.create(tx, operator, GrantMapper.draft(create))))
                .invoke(access::changed)
                .map(grant -> Created.at("/v1/grants/" + grant.id(), GrantMapper.grant(grant)));
    }

    private static void refuseAbsent(Optional<TenantTerms> terms, String id) {
        if (terms.filter(found -> found.state() != TenantState.DELETED).isEmpty()) {
            throw ProblemException.notFound("tenant", id);
        }
    }

    @Override
    public Uni<RestResponse<Grant>> getGrant(String grantId) {
        Identity who = caller.identity();
        return database.read(tx -> grants.get(tx, who.tenantId(), who.id(), grantId))
                .map(grant -> RestResponse.ok(GrantMapper.grant(grant)));
    }

    @Override
    public Uni<RestResponse<Void>> endGrant(String grantId) {
        Identity who = caller.identity();
        return database.write(tx -> grants.end(tx, who.tenantId(), who.id(), grantId))
                .invoke(access::changed)
                .replaceWith(RestResponse.noContent());
    }
}
