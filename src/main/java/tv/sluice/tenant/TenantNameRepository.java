package tv.sluice.tenant;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import tv.sluice.platform.db.Transaction;

/** The names in the rows of tenants. */
@ApplicationScoped
class TenantNameRepository {
    Uni<List<TenantName>> some(Transaction tx, Set<String> ids) {
        return tx.session()
                .createSelectionQuery("select id, name from Tenant where id in :ids order by id", TenantName.class)
                .setParameter("ids", ids)
                .getResultList();
    }
}
