package tv.sluice.tenant;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import tv.sluice.platform.db.Database;

/** Says what an API key proves. */
@ApplicationScoped
class KeyService {
    private final Database database;
    private final TenantRepository repository;
    private final SecretKeys keys;
    private final KeyMemory memory;

    KeyService(Database database, TenantRepository repository, SecretKeys keys, TenantConfig config) {
        this.database = database;
        this.repository = repository;
        this.keys = keys;
        this.memory = new KeyMemory(config.keyMemory(), System::nanoTime);
    }

    /** Whom the key identifies, or empty if it is none of ours. */
    Uni<Optional<Identity>> identify(String key) {
        if (!SecretKeys.isWellFormed(key)) {
            return Uni.createFrom().item(Optional.empty());
        }
        KeyHash hash = keys.hash(key);
        Optional<Identity> known = memory.recall(hash);
        return known.isPresent() ? Uni.createFrom().item(known) : find(hash);
    }

    private Uni<Optional<Identity>> find(KeyHash hash) {
        return database.read(tx -> repository.find(tx, hash))
                .map(found -> Optional.ofNullable(found).map(ApiKey::identity))
                .invoke(identity -> identity.ifPresent(who -> memory.remember(hash, who)));
    }
}
