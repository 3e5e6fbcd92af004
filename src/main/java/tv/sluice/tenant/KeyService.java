package tv.sluice.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.db.Transaction;
import tv.sluice.platform.error.ProblemException;
import tv.sluice.platform.id.Ids;
import tv.sluice.platform.web.EntityTag;
import tv.sluice.platform.web.Page;
import tv.sluice.platform.web.PageRequest;

/**
 * What can be done to API keys. Each method joins the caller's transaction; after the commit of one that changed a key, all processes are
 * to be told by {@link KeyAuthenticator#changed}. Nobody can give, prolong or renew what he has not.
 */
@ApplicationScoped
class KeyService {
    private static final Logger LOG = Logger.getLogger(KeyService.class);
    private static final int MAX_OF_TENANT = 500;

    private final KeyRepository repository;
    private final SecretKeys secrets;
    private final TenantJournal journal;

    KeyService(KeyRepository repository, SecretKeys secrets, TenantJournal journal) {
        this.repository = repository;
        this.secrets = secrets;
        this.journal = journal;
    }

    Uni<IssuedKey> create(Transaction tx, Identity giver, String owner, KeyDraft draft) {
        Instant now = Instant.now();
        draft.check(now);
        Environment environment = draft.environment() == null ? giver.environment() : draft.environment();
        if (giver.environment() == Environment.TEST && environment != Environment.TEST) {
            throw AccessProblems.forbidden(
                    "A credential of the test environment makes keys for the test environment only.");
        }
        Set<Scope> scopes = draft.wanted();
        refuseMoreThanHas(giver, scopes);
        return repository
                .count(tx, owner)
                .invoke(KeyService::refuseTooMany)
                .map(ignored -> issue(owner, environment, draft, scopes, now))
                .call(issued -> repository.addAll(tx, List.of(issued.key())))
                .invoke(issued -> created(tx, issued.key()));
    }

    /** The first keys of a new tenant: whoever provisions it gives all that there is in it, and nothing beyond. */
    Uni<List<IssuedKey>> provision(Transaction tx, String owner, List<KeyDraft> drafts) {
        Instant now = Instant.now();
        List<IssuedKey> issued = drafts.stream()
                .map(draft -> {
                    draft.check(now);
                    Set<Scope> scopes = draft.wanted();
                    if (scopes.stream().anyMatch(Scope::isOfInstallation)) {
                        throw ProblemException.invalid(
                                draft.pointer() + "/scopes",
                                "not_in_tenant",
                                "tenants:* is not for keys of other tenants.");
                    }
                    Environment environment = draft.environment() == null ? Environment.LIVE : draft.environment();
                    return issue(owner, environment, draft, scopes, now);
                })
                .toList();
        return repository
                .addAll(tx, issued.stream().map(IssuedKey::key).toList())
                .invoke(() -> issued.forEach(each -> created(tx, each.key())))
                .replaceWith(issued);
    }

    /** 404 if somebody of this space can know of none of that id. */
    Uni<ApiKey> get(Transaction tx, Space space, String id) {
        return repository
                .find(tx, KeyRepository.View.of(space), id)
                .onItem()
                .ifNull()
                .failWith(() -> absent(id));
    }

    Uni<Page<ApiKey>> list(Transaction tx, Space space, @Nullable KeyState state, PageRequest page) {
        return repository
                .page(tx, KeyRepository.View.of(space), state, Instant.now(), page)
                .map(rows -> Page.of(rows, page, ApiKey::id));
    }

    Uni<ApiKey> patch(
            Transaction tx, Identity caller, Space space, String id, JsonNode patch, @Nullable String ifMatch) {
        return locked(tx, space, id)
                .invoke(key -> {
                    new EntityTag(key.version()).check(ifMatch);
                    refuseMoreThanHas(caller, key.scopes());
                    JsonNode before = journal.state(key);
                    if (KeyChange.of(key, patch).apply(key, Instant.now())) {
                        journal.changed(tx, "api_key.updated", key, before);
                    }
                })
                .call(() -> repository.flush(tx));
    }

    /** Of no effect on a key that is revoked already. */
    Uni<ApiKey> revoke(Transaction tx, Space space, String id, @Nullable String ifMatch) {
        Instant now = Instant.now();
        return locked(tx, space, id)
                .invoke(key -> {
                    new EntityTag(key.version()).check(ifMatch);
                    if (key.state(now) != KeyState.REVOKED) {
                        JsonNode before = journal.state(key);
                        key.revoke(now);
                        journal.changed(tx, "api_key.revoked", key, before);
                        LOG.infof("API key %s: revoked", id);
                    }
                })
                .call(() -> repository.flush(tx));
    }

    /** A new key in place of this one, which works on for the overlap. */
    Uni<Rotation> rotate(
            Transaction tx, Identity caller, Space space, String id, Duration overlap, @Nullable Instant expiresAt) {
        Instant now = Instant.now();
        return locked(tx, space, id)
                .map(old -> replace(tx, caller, old, now.plus(overlap), expiresAt, now))
                .call(rotation ->
                        repository.addAll(tx, List.of(rotation.issued().key())))
                .invoke(rotation -> created(tx, rotation.issued().key()));
    }

    /** A key that was replaced, and the one in its place. */
    record Rotation(ApiKey old, IssuedKey issued) {}

    private Rotation replace(
            Transaction tx, Identity caller, ApiKey old, Instant until, @Nullable Instant expiresAt, Instant now) {
        refuseMoreThanHas(caller, old.scopes());
        if (old.state(now) != KeyState.ACTIVE) {
            throw AccessProblems.conflict("The API key " + old.id() + " is " + old.state(now) + "; make a new one.");
        }
        if (old.replacedBy() != null) {
            throw AccessProblems.conflict(
                    "The API key " + old.id() + " has been replaced by " + old.replacedBy() + '.');
        }
        if (expiresAt != null && !expiresAt.isAfter(now)) {
            throw ProblemException.invalid(
                    "/expiresAt", "in_the_past", "Got " + expiresAt + ", expected an instant in the future.");
        }
        JsonNode before = journal.state(old);
        String text = SecretKeys.next(old.kind());
        ApiKey successor = old.successor(Ids.next(ApiKey.PREFIX), secrets.secret(text), expiresAt, now);
        old.giveWay(successor, until);
        journal.changed(tx, "api_key.rotated", old, before);
        LOG.infof("API key %s: replaced by %s", old.id(), successor.id());
        return new Rotation(old, new IssuedKey(successor, text));
    }

    /** All keys of a tenant that is gone. */
    Uni<Void> revokeAll(Transaction tx, String owner) {
        return repository.revokeAll(tx, owner, Instant.now()).replaceWithVoid();
    }

    private Uni<ApiKey> locked(Transaction tx, Space space, String id) {
        return repository
                .lock(tx, KeyRepository.View.of(space), id)
                .onItem()
                .ifNull()
                .failWith(() -> absent(id));
    }

    private IssuedKey issue(String owner, Environment environment, KeyDraft draft, Set<Scope> scopes, Instant now) {
        String text = SecretKeys.next(draft.kind());
        ApiKey key = new ApiKey(
                Ids.next(ApiKey.PREFIX),
                new Space(owner, environment),
                draft.name(),
                draft.kind(),
                secrets.secret(text),
                scopes,
                WebOrigins.normal(draft.origins()),
                draft.expiresAt(),
                now);
        return new IssuedKey(key, text);
    }

    private void created(Transaction tx, ApiKey key) {
        journal.changed(tx, "api_key.created", key, null);
        LOG.infof("API key %s: created, %s %s", key.id(), key.environment(), key.kind());
    }

    /** What reaches beyond the tenant is passed on by keys only, so that no operator leaves it behind in a tenant. */
    private static void refuseMoreThanHas(Identity giver, Set<Scope> scopes) {
        for (Scope scope : scopes) {
            boolean has = scope == Scope.ALL ? giver.scopes().contains(Scope.ALL) : giver.may(scope);
            if (!has || (scope.isOfInstallation() && giver.kind() != Identity.Kind.API_KEY)) {
                throw AccessProblems.forbidden(
                        "The key has the scope " + scope.text() + ", which the caller's credential cannot give.");
            }
        }
    }

    private static void refuseTooMany(Long count) {
        if (count >= MAX_OF_TENANT) {
            throw new ProblemException(
                    AccessProblems.TOO_MANY_KEYS,
                    "A tenant can have " + MAX_OF_TENANT + " API keys; revoke one first.");
        }
    }

    private static ProblemException absent(String id) {
        return ProblemException.notFound("API key", id);
    }
}
