package tv.sluice.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;
import tv.sluice.api.AccountApi;
import tv.sluice.api.model.Account;
import tv.sluice.api.model.TenantReference;
import tv.sluice.api.model.Whoami;
import tv.sluice.platform.db.Database;
import tv.sluice.platform.web.EntityTag;

/** The own tenant, and the caller, over REST. */
@Cancellable(false)
class AccountResource implements AccountApi {
    private final TenantService tenants;
    private final TenantRegister register;
    private final List<WhoamiMapper> mappers;
    private final Database database;
    private final Caller caller;

    AccountResource(
            TenantService tenants,
            TenantRegister register,
            @All List<WhoamiMapper> mappers,
            Database database,
            Caller caller) {
        this.tenants = tenants;
        this.register = register;
        this.mappers = mappers;
        this.database = database;
        this.caller = caller;
    }

    @Override
    public Uni<RestResponse<Account>> getAccount() {
        String owner = caller.owner();
        return database.read(tx -> tenants.get(tx, owner)).map(AccountResource::answer);
    }

    @Override
    public Uni<RestResponse<Account>> updateAccount(JsonNode patch, @Nullable String ifMatch) {
        String owner = caller.owner();
        if (caller.identity().environment() == Environment.TEST) {
            throw AccessProblems.forbidden(
                    "Both environments share the tenant: it is changed in the live environment only.");
        }
        return database.write(tx -> tenants.patch(tx, owner, patch, ifMatch))
                .invoke(tenant -> register.changed(owner))
                .map(AccountResource::answer);
    }

    @Override
    public Uni<RestResponse<Whoami>> whoAmI() {
        Identity identity = caller.identity();
        Uni<Whoami> answer = named(identity);
        for (WhoamiMapper mapper : mappers) {
            answer = answer.chain(whoami -> mapper.add(whoami, identity));
        }
        return answer.map(RestResponse::ok);
    }

    private Uni<Whoami> named(Identity identity) {
        Whoami whoami = new Whoami()
                .kind(Whoami.KindEnum.valueOf(identity.kind().name()))
                .environment(tv.sluice.api.model.Environment.valueOf(
                        identity.environment().name()))
                .scopes(identity.allScopes().stream().map(Scope::text).toList())
                .roles(null)
                .tenants(null);
        String owner = identity.tenantId();
        return owner == null
                ? Uni.createFrom().item(whoami)
                : register.terms(owner)
                        .map(found -> found.map(terms -> whoami.tenant(
                                        new TenantReference().id(owner).name(terms.name())))
                                .orElse(whoami));
    }

    private static RestResponse<Account> answer(Tenant tenant) {
        return RestResponse.ResponseBuilder.ok(TenantMapper.account(tenant))
                .header(HttpHeaders.ETAG, new EntityTag(tenant.version()).header())
                .build();
    }
}
