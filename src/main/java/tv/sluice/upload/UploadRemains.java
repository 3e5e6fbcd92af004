package tv.sluice.upload;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import tv.sluice.platform.db.Database;
import tv.sluice.tenant.TenantRemains;

/** Forgets the given-up uploads of tenants that have been deleted; the others go with their videos. */
@ApplicationScoped
class UploadRemains implements TenantRemains {
    private final Database database;
    private final UploadRepository repository;

    UploadRemains(Database database, UploadRepository repository) {
        this.database = database;
        this.repository = repository;
    }

    @Override
    public Uni<Boolean> clear(String space) {
        return database.single(tx -> repository.forgetGivenUp(tx, space)).replaceWith(false);
    }
}
