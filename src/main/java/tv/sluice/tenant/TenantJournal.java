package tv.sluice.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.db.Transaction;
import tv.sluice.platform.journal.Change;
import tv.sluice.platform.journal.Journal;

/** Notes what happens to tenants and their API keys, in the live space of the tenant: both environments share them. */
@ApplicationScoped
class TenantJournal {
    static final String TENANT = "tenant";

    private final Journal journal;
    private final ObjectMapper json;

    TenantJournal(Journal journal, ObjectMapper json) {
        this.journal = journal;
        this.json = json;
    }

    /** The key as its GET answers it. */
    JsonNode state(ApiKey key) {
        return json.valueToTree(KeyMapper.key(key));
    }

    /** The tenant as its GET answers it. */
    JsonNode state(Tenant tenant) {
        return json.valueToTree(TenantMapper.tenant(tenant));
    }

    /** @param before null if the key is new */
    void changed(Transaction tx, String type, ApiKey key, @Nullable JsonNode before) {
        journal.record(tx, new Change(key.tenantId(), type, "api_key", key.id(), before, state(key)));
    }

    /** @param before null if the tenant is new */
    void changed(Transaction tx, String type, Tenant tenant, @Nullable JsonNode before) {
        journal.record(tx, new Change(tenant.id(), type, TENANT, tenant.id(), before, state(tenant)));
    }
}
