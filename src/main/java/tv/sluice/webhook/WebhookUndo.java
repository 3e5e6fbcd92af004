package tv.sluice.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import tv.sluice.platform.db.Transaction;
import tv.sluice.platform.journal.Undoable;
import tv.sluice.tenant.Scope;

/** What people have changed in webhooks can be taken back, but for their state and their secrets. */
@ApplicationScoped
class WebhookUndo implements Undoable {
    private final WebhookService webhooks;
    private final WebhookRepository repository;
    private final Sender sender;

    WebhookUndo(WebhookService webhooks, WebhookRepository repository, Sender sender) {
        this.webhooks = webhooks;
        this.repository = repository;
        this.sender = sender;
    }

    @Override
    public String objectType() {
        return WebhookService.OBJECT;
    }

    @Override
    public Set<String> scopes(JsonNode mergePatch) {
        return Set.of(Scope.WEBHOOKS_WRITE.text());
    }

    @Override
    public Set<String> members() {
        return Set.of("url", "description", "types");
    }

    @Override
    public Uni<JsonNode> locked(Transaction tx, String tenantId, String objectId) {
        return repository.lock(tx, tenantId, objectId).onItem().ifNotNull().transform(WebhookMapper::json);
    }

    @Override
    public Uni<Void> restore(Transaction tx, String tenantId, String objectId, JsonNode mergePatch) {
        return webhooks.patch(tx, tenantId, objectId, mergePatch, null).replaceWithVoid();
    }

    @Override
    public void restored(String tenantId, String objectId) {
        sender.wake(List.of(new Endpoint(tenantId, objectId)));
    }
}
