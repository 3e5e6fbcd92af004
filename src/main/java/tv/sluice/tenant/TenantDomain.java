package tv.sluice.tenant;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.PartitionKey;

/** That a domain belongs to a tenant, and so to no other. */
@Entity
@Table(name = "tenant_domain")
class TenantDomain {
    @Id
    private String domain;

    @PartitionKey
    @Column(name = "tenant_id")
    private String tenantId;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
    protected TenantDomain() {}

    TenantDomain(String domain, String tenantId) {
        this.domain = domain;
        this.tenantId = tenantId;
    }

    String domain() {
        return domain;
    }

    String tenantId() {
        return tenantId;
    }
}
