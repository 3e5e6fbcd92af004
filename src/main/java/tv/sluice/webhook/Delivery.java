package tv.sluice.webhook;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.PartitionKey;
import org.jspecify.annotations.Nullable;

/** A delivery as the log shows it, without what is sent. */
@Entity
@Immutable
@Table(name = "webhook_delivery")
class Delivery {
    static final String PREFIX = "whd";

    @Id
    private String id;

    @PartitionKey
    @Column(name = "tenant_id")
    private String tenantId;

    @Column(name = "webhook_id")
    private String webhookId;

    @Column(name = "event_id")
    private String eventId;

    @Column(name = "event_type")
    private String eventType;

    @Enumerated(EnumType.STRING)
    private DeliveryState state;

    private boolean replay;

    @Column(name = "attempt_count")
    private int attemptCount;

    private @Nullable String claim;

    @Column(name = "due_at")
    private Instant dueAt;

    @Column(name = "created_at")
    private Instant createdAt;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
    protected Delivery() {}

    String id() {
        return id;
    }

    String tenantId() {
        return tenantId;
    }

    String webhookId() {
        return webhookId;
    }

    String eventId() {
        return eventId;
    }

    String eventType() {
        return eventType;
    }

    DeliveryState state() {
        return state;
    }

    boolean isReplay() {
        return replay;
    }

    int attemptCount() {
        return attemptCount;
    }

    /** Null if it is under way at this moment, or will not be tried any more. */
    @Nullable
    Instant nextAttemptAt() {
        return state == DeliveryState.PENDING && claim == null ? dueAt : null;
    }

    Instant createdAt() {
        return createdAt;
    }
}
