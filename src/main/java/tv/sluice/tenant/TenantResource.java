package tv.sluice.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;
import tv.sluice.api.TenantsApi;
import tv.sluice.api.model.TenantCreate;
import tv.sluice.api.model.TenantCreated;
import tv.sluice.api.model.TenantPage;
import tv.sluice.api.model.TenantSuspension;
import tv.sluice.platform.db.Database;
import tv.sluice.platform.db.Transaction;
import tv.sluice.platform.web.Created;
import tv.sluice.platform.web.EntityTag;
import tv.sluice.platform.web.PageRequest;

/** The installation's tenants over REST. */
@Cancellable(false)
class TenantResource implements TenantsApi {
    private final TenantService tenants;
    private final TenantRegister register;
    private final List<OwnerMapper> owners;
    private final Database database;
    private final Caller caller;

    TenantResource(
            TenantService tenants,
            TenantRegister register,
            @All List<OwnerMapper> owners,
            Database database,
            Caller caller) {
        this.tenants = tenants;
        this.register = register;
        this.owners = owners;
        this.database = database;
        this.caller = caller;
    }

    @Override
    public Uni<RestResponse<TenantCreated>> createTenant(TenantCreate create) {
        TenantSettings settings = TenantMapper.settings(create);
        List<KeyDraft> keys = TenantMapper.keys(create);
        return database.write(tx -> tenants.create(tx, settings, keys, create.getOwnerEmail())
                        .map(TenantMapper::created)
                        .chain(created -> withOwner(tx, created)))
                .map(created ->
                        Created.secretAt("/v1/tenants/" + created.getTenant().getId(), created));
    }

    private Uni<TenantCreated> withOwner(Transaction tx, TenantCreated created) {
        Uni<TenantCreated> answer = Uni.createFrom().item(created);
        for (OwnerMapper owner : owners) {
            answer = answer.chain(each -> owner.add(tx, each));
        }
        return answer;
    }

    @Override
    public Uni<RestResponse<tv.sluice.api.model.Tenant>> getTenant(String tenantId) {
        return database.read(tx -> tenants.get(tx, tenantId)).map(TenantResource::answer);
    }

    @Override
    public Uni<RestResponse<TenantPage>> listTenants(
            Integer limit,
            @Nullable String cursor,
            tv.sluice.api.model.@Nullable TenantState state,
            @Nullable String externalId) {
        PageRequest page = PageRequest.of(limit, cursor, Tenant.PREFIX);
        return database.read(tx -> tenants.list(tx, TenantMapper.state(state), externalId, page))
                .map(found -> RestResponse.ok(TenantMapper.page(found)));
    }

    @Override
    public Uni<RestResponse<tv.sluice.api.model.Tenant>> updateTenant(
            String tenantId, JsonNode patch, @Nullable String ifMatch) {
        return database.write(tx -> tenants.patch(tx, tenantId, patch, ifMatch))
                .invoke(tenant -> register.changed(tenant.id()))
                .map(TenantResource::answer);
    }

    @Override
    public Uni<RestResponse<tv.sluice.api.model.Tenant>> suspendTenant(String tenantId, TenantSuspension suspension) {
        refuseOwn(tenantId);
        return database.write(tx -> tenants.suspend(tx, tenantId, TenantMapper.suspension(suspension)))
                .invoke(tenant -> register.changed(tenant.id()))
                .map(TenantResource::answer);
    }

    @Override
    public Uni<RestResponse<tv.sluice.api.model.Tenant>> resumeTenant(String tenantId) {
        return database.write(tx -> tenants.resume(tx, tenantId))
                .invoke(tenant -> register.changed(tenant.id()))
                .map(TenantResource::answer);
    }

    @Override
    public Uni<RestResponse<Void>> deleteTenant(String tenantId, @Nullable String ifMatch) {
        refuseOwn(tenantId);
        return database.write(tx -> tenants.delete(tx, tenantId, ifMatch))
                .invoke(tenant -> register.changed(tenant.id()))
                .replaceWith(RestResponse.noContent());
    }

    /** Nobody could take that back. */
    private void refuseOwn(String tenantId) {
        if (tenantId.equals(caller.identity().tenantId())) {
            throw AccessProblems.conflict("This is the tenant of your own credential, which would stop working.");
        }
    }

    private static RestResponse<tv.sluice.api.model.Tenant> answer(Tenant tenant) {
        return RestResponse.ResponseBuilder.ok(TenantMapper.tenant(tenant))
                .header(HttpHeaders.ETAG, new EntityTag(tenant.version()).header())
                .build();
    }
}
