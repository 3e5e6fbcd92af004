package tv.sluice.playback;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.KeyPair;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.db.Transaction;
import tv.sluice.platform.deletion.Deletions;
import tv.sluice.platform.error.ProblemException;
import tv.sluice.platform.error.ProblemType;
import tv.sluice.platform.id.Ids;
import tv.sluice.platform.storage.StorageWorker;
import tv.sluice.platform.web.Page;
import tv.sluice.platform.web.PageRequest;
import tv.sluice.playback.token.KeyPairs;
import tv.sluice.playback.token.PublicKeyRecord;

/** The keys with which tenants sign playback tokens offline. Their public parts lie in storage as playback ids do: see PlaybackService. */
@ApplicationScoped
class SigningKeyService {
    private static final Logger LOG = Logger.getLogger(SigningKeyService.class);
    private static final ProblemType TOO_MANY =
            ProblemType.client("too_many_signing_keys", 409, "The tenant has too many signing keys");
    private static final long MAX_OF_TENANT = 100;

    private final SigningKeyRepository repository;
    private final StorageWorker storage;
    private final Deletions deletions;
    private final PlaybackJournal journal;

    SigningKeyService(
            SigningKeyRepository repository, StorageWorker storage, Deletions deletions, PlaybackJournal journal) {
        this.repository = repository;
        this.storage = storage;
        this.deletions = deletions;
        this.journal = journal;
    }

    Uni<SigningKey> create(Transaction tx, String tenantId, @Nullable String name, KeyPair pair) {
        SigningKey key = new SigningKey(
                Ids.next(SigningKey.PREFIX),
                tenantId,
                name,
                KeyPairs.pem(pair.getPublic()),
                Instant.now().truncatedTo(ChronoUnit.MICROS));
        return repository
                .count(tx, tenantId)
                .invoke(SigningKeyService::refuseTooMany)
                .chain(() -> repository.add(tx, key))
                .chain(() -> storage.write(
                        PublicKeyRecord.storageKey(key.id()), key.published().toJson()))
                .invoke(() -> journal.created(tx, key))
                .invoke(() -> LOG.infof("Signing key %s: created for %s", key.id(), tenantId))
                .replaceWith(key);
    }

    Uni<SigningKey> get(Transaction tx, String tenantId, String id) {
        return repository.find(tx, tenantId, id).onItem().ifNull().failWith(() -> absent(id));
    }

    Uni<Page<SigningKey>> list(Transaction tx, String tenantId, PageRequest page) {
        return repository.page(tx, tenantId, page).map(rows -> Page.of(rows, page, SigningKey::id));
    }

    /** Deletes the key; call {@link Deletions#run} after the commit, which ends the life of all its tokens. */
    Uni<Void> delete(Transaction tx, String tenantId, String id) {
        return get(tx, tenantId, id)
                .call(() -> repository.remove(tx, tenantId, id).invoke(count -> {
                    if (count == 0) {
                        throw absent(id);
                    }
                }))
                .invoke(key -> journal.deleted(tx, key))
                .chain(() -> deletions.schedule(tx, tenantId, List.of(PublicKeyRecord.storageKey(id))))
                .invoke(() -> LOG.infof("Signing key %s: deleted", id));
    }

    private static void refuseTooMany(long count) {
        if (count >= MAX_OF_TENANT) {
            throw new ProblemException(
                    TOO_MANY, "A tenant can have " + MAX_OF_TENANT + " signing keys; delete one first.");
        }
    }

    private static ProblemException absent(String id) {
        return ProblemException.notFound("signing key", id);
    }
}
