package tv.sluice.webhook;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import tv.sluice.platform.db.Database;
import tv.sluice.tenant.TenantRemains;

/** Stops the webhooks of tenants that have been deleted; their log goes with other deleted webhooks'. */
@ApplicationScoped
class WebhookRemains implements TenantRemains {
    private final Database database;
    private final WebhookRepository webhooks;
    private final CursorRepository cursors;

    WebhookRemains(Database database, WebhookRepository webhooks, CursorRepository cursors) {
        this.database = database;
        this.webhooks = webhooks;
        this.cursors = cursors;
    }

    @Override
    public Uni<Boolean> clear(String space) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        return database.write(tx -> webhooks.deleteAll(tx, space, now)
                .chain(() -> cursors.forget(tx, space))
                .chain(() -> webhooks.hasAny(tx, space)));
    }
}
