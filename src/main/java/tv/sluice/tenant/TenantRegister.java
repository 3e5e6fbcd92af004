package tv.sluice.tenant;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.db.Database;
import tv.sluice.platform.db.Transaction;
import tv.sluice.platform.event.Invalidations;
import tv.sluice.platform.web.PageRequest;

/** What calls need to know of tenants, remembered for a few seconds; a change is known to all processes at once. */
@ApplicationScoped
public class TenantRegister {
    private static final String CHANNEL = "tenant/";

    private final Database database;
    private final TenantRepository repository;
    private final Invalidations invalidations;
    private final Memory<String, TenantTerms> memory;

    TenantRegister(Database database, TenantRepository repository, Invalidations invalidations, TenantConfig config) {
        this.database = database;
        this.repository = repository;
        this.invalidations = invalidations;
        this.memory = new Memory<>(config.keyMemory(), System::nanoTime);
        invalidations.onInvalidate(this::forget);
    }

    /** Empty if there is no such tenant. */
    public Uni<Optional<TenantTerms>> terms(String owner) {
        Optional<TenantTerms> known = memory.recall(owner);
        return known.isPresent() ? Uni.createFrom().item(known) : find(owner);
    }

    public Uni<TenantLimits> limits(String owner) {
        return terms(owner).map(found -> found.map(TenantTerms::limits).orElse(TenantLimits.NONE));
    }

    public Uni<TenantDefaults> defaults(String owner) {
        return terms(owner).map(found -> found.map(TenantTerms::defaults).orElse(TenantDefaults.NONE));
    }

    /** Up to so many tenants, the newest first, whose id is smaller than this one; from the first on if it is null. */
    public Uni<List<Tenant>> some(@Nullable String before, int most) {
        return database.read(tx -> repository.page(tx, null, null, new PageRequest(most - 1, before)));
    }

    /** The tenant with its row locked until the end of the transaction; null if there is none. */
    public Uni<Tenant> locked(Transaction tx, String owner) {
        return repository.lock(tx, owner);
    }

    /** What is announced through {@link Invalidations} when the tenant has changed. */
    public static String announcement(String owner) {
        return CHANNEL + owner;
    }

    /** Tells all processes, after the commit. */
    void changed(String owner) {
        invalidations.publish(announcement(owner));
    }

    private Uni<Optional<TenantTerms>> find(String owner) {
        long mark = memory.mark();
        return database.read(tx -> repository.find(tx, owner))
                .map(found -> Optional.ofNullable(found).map(Tenant::terms))
                .invoke(terms -> terms.ifPresent(each -> memory.remember(owner, each, mark)));
    }

    private void forget(String key) {
        if (key.startsWith(CHANNEL)) {
            memory.forget(key.substring(CHANNEL.length()));
        }
    }
}
