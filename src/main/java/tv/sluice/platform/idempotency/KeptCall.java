package tv.sluice.platform.idempotency;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.PartitionKey;
import org.jspecify.annotations.Nullable;

/** A call with an idempotency key: being carried out, or answered. */
@Entity
@Table(name = "idempotency")
class KeptCall {
    /** See {@link AnswerSeal#name}. */
    @Id
    private String id;

    @PartitionKey
    @Column(name = "tenant_id")
    private String tenantId;

    private String fingerprint;

    /** Which request carries it out. */
    private String holder;

    @Column(name = "lease_until")
    private Instant leaseUntil;

    @Column(name = "created_at")
    private Instant createdAt;

    /** Null as long as it is being carried out. */
    private byte @Nullable [] answer;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
    protected KeptCall() {}

    String fingerprint() {
        return fingerprint;
    }

    String holder() {
        return holder;
    }

    Instant leaseUntil() {
        return leaseUntil;
    }

    Instant createdAt() {
        return createdAt;
    }

    byte @Nullable [] answer() {
        return answer;
    }
}
