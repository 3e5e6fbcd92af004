package tv.sluice.tenant;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.db.Database;
import tv.sluice.platform.error.ProblemException;
import tv.sluice.platform.event.Invalidations;

/** Says what an API key proves. */
@ApplicationScoped
class KeyAuthenticator implements Authenticator {
    private static final String CHANNEL = "api-key/";

    private final Database database;
    private final KeyRepository repository;
    private final SecretKeys keys;
    private final KeyUse use;
    private final Invalidations invalidations;
    private final Memory<String, KeyProof> memory;

    KeyAuthenticator(
            Database database,
            KeyRepository repository,
            SecretKeys keys,
            KeyUse use,
            Invalidations invalidations,
            TenantConfig config) {
        this.database = database;
        this.repository = repository;
        this.keys = keys;
        this.use = use;
        this.invalidations = invalidations;
        this.memory = new Memory<>(config.keyMemory(), System::nanoTime);
        invalidations.onInvalidate(this::forget);
    }

    @Override
    public boolean recognises(String bearer) {
        return SecretKeys.isWellFormed(bearer);
    }

    @Override
    public Uni<Optional<Identity>> identify(RoutingContext routing, String bearer) {
        KeyHash hash = keys.hash(bearer);
        Optional<KeyProof> known = memory.recall(hash.hex());
        Uni<Optional<KeyProof>> proof = known.isPresent() ? Uni.createFrom().item(known) : find(hash);
        @Nullable String origin = routing.request().getHeader(HttpHeaders.ORIGIN);
        return proof.map(found -> found.map(each -> identity(each, origin)));
    }

    /** Tells all processes that a key is not what it was. */
    void changed(ApiKey key) {
        invalidations.publish(CHANNEL + key.hash().hex());
    }

    private Identity identity(KeyProof proof, @Nullable String origin) {
        Identity identity = proof.identity();
        if (proof.revoked()) {
            throw AccessProblems.unauthorized("The API key " + identity.id() + " has been revoked.");
        }
        Instant now = Instant.now();
        if (proof.expiresAt() != null && !proof.expiresAt().isAfter(now)) {
            throw AccessProblems.unauthorized(
                    "The API key " + identity.id() + " has expired at " + proof.expiresAt() + '.');
        }
        if (identity.kind() == Identity.Kind.PUBLISHABLE_KEY
                && (origin == null || !proof.origins().contains(origin))) {
            throw new ProblemException(
                    AccessProblems.ORIGIN_NOT_ALLOWED,
                    "A publishable key is for pages of its own origins; "
                            + (origin == null ? "this request names none." : "this request is of another."));
        }
        use.note(identity, now);
        return identity;
    }

    private Uni<Optional<KeyProof>> find(KeyHash hash) {
        long mark = memory.mark();
        return database.read(tx -> repository.find(tx, hash))
                .map(found -> Optional.ofNullable(found).map(ApiKey::proof))
                .invoke(proof -> proof.ifPresent(each -> memory.remember(hash.hex(), each, mark)));
    }

    private void forget(String key) {
        if (key.startsWith(CHANNEL)) {
            memory.forget(key.substring(CHANNEL.length()));
        }
    }
}
