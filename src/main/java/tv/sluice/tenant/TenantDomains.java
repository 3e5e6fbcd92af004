package tv.sluice.tenant;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import tv.sluice.platform.db.Transaction;
import tv.sluice.platform.error.FieldError;
import tv.sluice.platform.error.ProblemException;
import tv.sluice.platform.error.ProblemType;

/** Sees to it that a domain belongs to one tenant only. */
@ApplicationScoped
class TenantDomains {
    private final TenantRepository repository;

    TenantDomains(TenantRepository repository) {
        this.repository = repository;
    }

    /** Gives the tenant the domains that it has by its settings; 409 if one is another's. */
    Uni<Void> set(Transaction tx, Tenant tenant) {
        List<String> wanted = tenant.settings().domains();
        if (wanted.isEmpty()) {
            return repository.removeDomains(tx, tenant.id()).replaceWithVoid();
        }
        return repository
                .othersDomains(tx, tenant.id(), wanted)
                .invoke(others -> refuse(wanted, others))
                .chain(() -> repository.removeDomains(tx, tenant.id()))
                .chain(() -> store(tx, tenant, wanted));
    }

    /** Somebody else may have been quicker since they were looked for. */
    private Uni<Void> store(Transaction tx, Tenant tenant, List<String> wanted) {
        return repository
                .addDomains(tx, tenant.id(), wanted)
                .onFailure(TenantRepository::isDuplicate)
                .transform(duplicate -> taken("/domains", "One of the domains belongs to another tenant."));
    }

    private static void refuse(List<String> wanted, List<TenantDomain> others) {
        if (!others.isEmpty()) {
            String domain = others.getFirst().domain();
            throw taken("/domains/" + wanted.indexOf(domain), "The domain " + domain + " belongs to another tenant.");
        }
    }

    private static ProblemException taken(String pointer, String message) {
        return new ProblemException(
                ProblemType.CONFLICT, message, List.of(new FieldError(pointer, "not_unique", message)));
    }
}
