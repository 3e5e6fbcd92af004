package tv.sluice.tenant;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import tv.sluice.platform.db.Database;

/** Forgets what was counted for a tenant that is gone. */
@ApplicationScoped
class UsageRemains implements TenantRemains {
    private final Database database;
    private final UsageRepository repository;

    UsageRemains(Database database, UsageRepository repository) {
        this.database = database;
        this.repository = repository;
    }

    @Override
    public Uni<Boolean> clear(String space) {
        return database.write(tx -> repository.removeAll(tx, Space.of(space).owner()))
                .replaceWith(false);
    }
}
