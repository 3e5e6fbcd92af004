package tv.sluice.tenant;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import tv.sluice.platform.db.Database;
import tv.sluice.platform.event.Invalidations;

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
