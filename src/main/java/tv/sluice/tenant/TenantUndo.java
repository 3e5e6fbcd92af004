package tv.sluice.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import tv.sluice.platform.db.Transaction;
import tv.sluice.platform.journal.Undoable;

/** What a tenant's own people have changed in its settings can be taken back. Its limits are the installation's. */
@ApplicationScoped
class TenantUndo implements Undoable {
    private final TenantService tenants;
    private final TenantRepository repository;
    private final TenantJournal journal;
    private final TenantRegister register;

    TenantUndo(TenantService tenants, TenantRepository repository, TenantJournal journal, TenantRegister register) {
        this.tenants = tenants;
        this.repository = repository;
        this.journal = journal;
        this.register = register;
    }

    @Override
    public String objectType() {
        return TenantJournal.TENANT;
    }

    @Override
    public Set<String> scopes(JsonNode mergePatch) {
        return Set.of(Scope.ACCOUNT_WRITE.text());
    }

    @Override
    public Set<String> members() {
        return Set.of("name", "brand", "domains", "defaults");
    }

    @Override
    public Uni<JsonNode> locked(Transaction tx, String tenantId, String objectId) {
        return objectId.equals(tenantId)
                ? repository.lock(tx, objectId).onItem().ifNotNull().transform(journal::state)
                : Uni.createFrom().nullItem();
    }

    @Override
    public Uni<Void> restore(Transaction tx, String tenantId, String objectId, JsonNode mergePatch) {
        return tenants.patch(tx, objectId, mergePatch, null).replaceWithVoid();
    }

    @Override
    public void restored(String tenantId, String objectId) {
        register.changed(objectId);
    }
}
