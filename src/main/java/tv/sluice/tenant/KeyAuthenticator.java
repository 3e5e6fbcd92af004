package tv.sluice.tenant;

import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import tv.sluice.platform.db.Database;

/** Says what an API key proves. */
@ApplicationScoped
class KeyAuthenticator implements Authenticator {
    private final Database database;
    private final TenantRepository repository;
    private final SecretKeys keys;
    private final KeyMemory memory;

    KeyAuthenticator(Database database, TenantRepository repository, SecretKeys keys, TenantConfig config) {
        this.database = database;
        this.repository = repository;
        this.keys = keys;
        this.memory = new KeyMemory(config.keyMemory(), System::nanoTime);
    }

    @Override
    public boolean recognises(String bearer) {
        return SecretKeys.isWellFormed(bearer);
    }

    @Override
    public Uni<Optional<Identity>> identify(RoutingContext routing, String bearer) {
        KeyHash hash = keys.hash(bearer);
        Optional<Identity> known = memory.recall(hash);
        return known.isPresent() ? Uni.createFrom().item(known) : find(hash);
    }

    private Uni<Optional<Identity>> find(KeyHash hash) {
        return database.read(tx -> repository.find(tx, hash))
                .map(found -> Optional.ofNullable(found).map(ApiKey::identity))
                .invoke(identity -> identity.ifPresent(who -> memory.remember(hash, who)));
    }
}
