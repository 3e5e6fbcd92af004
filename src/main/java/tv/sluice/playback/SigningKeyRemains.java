package tv.sluice.playback;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import tv.sluice.platform.db.Database;
import tv.sluice.platform.db.Transaction;
import tv.sluice.platform.deletion.Deletions;
import tv.sluice.platform.web.PageRequest;
import tv.sluice.tenant.TenantRemains;

/** Deletes the signing keys of tenants that are gone. */
@ApplicationScoped
class SigningKeyRemains implements TenantRemains {
    private static final int BATCH = 100;

    private final Database database;
    private final SigningKeyRepository repository;
    private final SigningKeyService keys;
    private final Deletions deletions;

    SigningKeyRemains(Database database, SigningKeyRepository repository, SigningKeyService keys, Deletions deletions) {
        this.database = database;
        this.repository = repository;
        this.keys = keys;
        this.deletions = deletions;
    }

    @Override
    public Uni<Boolean> clear(String space) {
        return database.write(tx -> repository
                        .page(tx, space, new PageRequest(BATCH, null))
                        .call(batch -> delete(tx, space, batch)))
                .call(deletions::run)
                .map(batch -> batch.size() > BATCH);
    }

    private Uni<Void> delete(Transaction tx, String space, List<SigningKey> batch) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (SigningKey key : batch) {
            all = all.chain(() -> keys.delete(tx, space, key.id()));
        }
        return all;
    }
}
