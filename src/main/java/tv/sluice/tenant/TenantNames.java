package tv.sluice.tenant;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import tv.sluice.platform.db.Transaction;

/** Says which tenants there are and how they are called. */
@ApplicationScoped
public class TenantNames {
    private final TenantNameRepository repository;

    TenantNames(TenantNameRepository repository) {
        this.repository = repository;
    }

    /** Those of these that there are, in the order of their ids. */
    public Uni<List<TenantName>> of(Transaction tx, Set<String> ids) {
        return ids.isEmpty() ? Uni.createFrom().item(List.of()) : repository.some(tx, ids);
    }
}
