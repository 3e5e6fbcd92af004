package tv.sluice.platform.deletion;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.PartitionKey;

/** An object, or a folder of objects, that is to be deleted. */
@Entity
@Table(name = "deletion")
class Deletion {
    @Id
    private String id;

    @PartitionKey
    @Column(name = "tenant_id")
    private String tenantId;

    @Column(name = "storage_key")
    private String key;

    @Column(name = "due_at")
    private Instant dueAt;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
    protected Deletion() {}

    Deletion(String id, String tenantId, String key, Instant dueAt) {
        this.id = id;
        this.tenantId = tenantId;
        this.key = key;
        this.dueAt = dueAt;
    }

    String id() {
        return id;
    }

    String tenantId() {
        return tenantId;
    }

    String key() {
        return key;
    }

    Instant dueAt() {
        return dueAt;
    }
}
