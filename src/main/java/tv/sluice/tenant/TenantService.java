package tv.sluice.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.db.Transaction;
import tv.sluice.platform.error.ProblemException;
import tv.sluice.platform.id.Ids;
import tv.sluice.platform.web.EntityTag;
import tv.sluice.platform.web.Page;
import tv.sluice.platform.web.PageRequest;

/**
 * What can be done to tenants. Each method joins the caller's transaction; after the commit, all processes are to be told by
 * {@link TenantRegister#changed}.
 */
@ApplicationScoped
class TenantService {
    private static final Logger LOG = Logger.getLogger(TenantService.class);

    /** A new tenant and its first keys. */
    record Provisioned(Tenant tenant, List<IssuedKey> keys) {}

    private final TenantRepository repository;
    private final TenantDomains domains;
    private final KeyService keys;
    private final TenantJournal journal;
    private final List<TenantListener> listeners;
    private final TenantPatch patches;

    TenantService(
            TenantRepository repository,
            TenantDomains domains,
            KeyService keys,
            TenantJournal journal,
            @All List<TenantListener> listeners,
            TenantPatch patches) {
        this.repository = repository;
        this.domains = domains;
        this.keys = keys;
        this.journal = journal;
        this.listeners = listeners;
        this.patches = patches;
    }

    /** A tenant with all that it begins with, or nothing at all. */
    Uni<Provisioned> create(
            Transaction tx, TenantSettings settings, List<KeyDraft> drafts, @Nullable String ownerEmail) {
        Tenant tenant = new Tenant(Ids.next(Tenant.PREFIX), settings, Instant.now());
        return store(tx, tenant)
                .chain(() -> keys.provision(tx, tenant.id(), drafts))
                .call(() -> tell(listener -> listener.created(tx, tenant, ownerEmail)))
                .map(issued -> new Provisioned(tenant, issued));
    }

    private Uni<Void> store(Transaction tx, Tenant tenant) {
        journal.changed(tx, "tenant.created", tenant, null);
        return repository
                .add(tx, tenant)
                .onFailure(TenantRepository::isDuplicate)
                .transform(duplicate -> TenantPatch.externalIdTaken(tenant))
                .chain(() -> domains.set(tx, tenant))
                .invoke(() -> LOG.infof("Tenant %s: created", tenant.id()));
    }

    /** 404 if there is none of that id. */
    Uni<Tenant> get(Transaction tx, String id) {
        return repository.find(tx, id).onItem().ifNull().failWith(() -> absent(id));
    }

    Uni<Page<Tenant>> list(Transaction tx, @Nullable TenantState state, @Nullable String externalId, PageRequest page) {
        return repository.page(tx, state, externalId, page).map(rows -> Page.of(rows, page, Tenant::id));
    }

    /** Applies a JSON Merge Patch; 412 if the tenant is not at the version that {@code ifMatch} names. */
    Uni<Tenant> patch(Transaction tx, String id, JsonNode patch, @Nullable String ifMatch) {
        return change(tx, id, ifMatch, "tenant.updated", tenant -> {
                    TenantSettings settings = patches.apply(tenant.settings(), patch);
                    if (!settings.equals(tenant.settings())) {
                        tenant.describe(settings, Instant.now());
                    }
                })
                .call(tenant -> domains.set(tx, tenant));
    }

    /** Its credentials get nothing from now on. */
    Uni<Tenant> suspend(Transaction tx, String id, Suspension suspension) {
        return change(tx, id, null, "tenant.suspended", tenant -> {
            if (!suspension.equals(tenant.suspension())) {
                tenant.suspend(suspension, Instant.now());
                LOG.infof("Tenant %s: suspended, playback: %s", id, suspension.playback());
            }
        });
    }

    /** Of no effect on a tenant that is ACTIVE. */
    Uni<Tenant> resume(Transaction tx, String id) {
        return change(tx, id, null, "tenant.resumed", tenant -> {
            if (tenant.state() == TenantState.SUSPENDED) {
                tenant.resume(Instant.now());
                LOG.infof("Tenant %s: resumed", id);
            }
        });
    }

    /** All that lets anybody do anything in its name ends; what it has is cleared away later. */
    Uni<Tenant> delete(Transaction tx, String id, @Nullable String ifMatch) {
        return change(tx, id, ifMatch, "tenant.deleted", tenant -> {
                    if (tenant.state() != TenantState.SUSPENDED) {
                        throw AccessProblems.conflict(
                                "The tenant " + id + " is " + tenant.state() + "; suspend it first.");
                    }
                    tenant.delete(Instant.now());
                    LOG.infof("Tenant %s: deleted", id);
                })
                .call(tenant -> domains.set(tx, tenant))
                .call(() -> keys.revokeAll(tx, id))
                .call(tenant -> tell(listener -> listener.deleted(tx, tenant)));
    }

    /** Carries the change out and, if it was one, notes it and tells the listeners. */
    private Uni<Tenant> change(
            Transaction tx, String id, @Nullable String ifMatch, String type, Consumer<Tenant> change) {
        return repository
                .lock(tx, id)
                .onItem()
                .ifNull()
                .failWith(() -> absent(id))
                .chain(tenant -> {
                    new EntityTag(tenant.version()).check(ifMatch);
                    refuseDeleted(tenant);
                    long version = tenant.version();
                    JsonNode before = journal.state(tenant);
                    change.accept(tenant);
                    if (tenant.version() == version) {
                        return Uni.createFrom().item(tenant);
                    }
                    journal.changed(tx, type, tenant, before);
                    return flush(tx, tenant)
                            .chain(() -> tell(listener -> listener.changed(tx, tenant)))
                            .replaceWith(tenant);
                });
    }

    private Uni<Void> flush(Transaction tx, Tenant tenant) {
        return repository
                .flush(tx)
                .onFailure(TenantRepository::isDuplicate)
                .transform(duplicate -> TenantPatch.externalIdTaken(tenant));
    }

    private Uni<Void> tell(Function<TenantListener, Uni<Void>> call) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (TenantListener listener : listeners) {
            all = all.chain(() -> call.apply(listener));
        }
        return all;
    }

    private static void refuseDeleted(Tenant tenant) {
        if (tenant.state() == TenantState.DELETED) {
            throw AccessProblems.conflict("The tenant " + tenant.id() + " is DELETED.");
        }
    }

    private static ProblemException absent(String id) {
        return ProblemException.notFound("tenant", id);
    }
}
