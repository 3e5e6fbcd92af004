package tv.sluice.playback;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import tv.sluice.platform.db.Database;
import tv.sluice.platform.deletion.Deletions;
import tv.sluice.platform.error.ProblemException;
import tv.sluice.platform.web.PageRequest;
import tv.sluice.tenant.TenantRemains;

/** Deletes the signing keys of tenants that have been deleted. */
@ApplicationScoped
class SigningKeyRemains implements TenantRemains {
    private static final PageRequest SOME = new PageRequest(50, null);

    private final Database database;
    private final SigningKeyService keys;
    private final Deletions deletions;

    SigningKeyRemains(Database database, SigningKeyService keys, Deletions deletions) {
        this.database = database;
        this.keys = keys;
        this.deletions = deletions;
    }

    @Override
    public Uni<Boolean> clear(String space) {
        return database.read(tx -> keys.list(tx, space, SOME))
                .chain(page -> deleteAll(space, page.items())
                        .call(deletions::run)
                        .replaceWith(!page.items().isEmpty()));
    }

    private Uni<Void> deleteAll(String space, List<SigningKey> batch) {
        return Multi.createFrom()
                .iterable(batch)
                .onItem()
                .transformToUniAndConcatenate(key -> delete(space, key))
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private Uni<Void> delete(String space, SigningKey key) {
        return database.write(tx -> keys.delete(tx, space, key.id()))
                // Another process was quicker.
                .onFailure(ProblemException.class)
                .recoverWithNull();
    }
}
