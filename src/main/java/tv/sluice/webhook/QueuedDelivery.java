package tv.sluice.webhook;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.PartitionKey;
import org.jspecify.annotations.Nullable;

/** A delivery with all that it takes to send it. */
@Entity
@Table(name = "webhook_delivery")
class QueuedDelivery {
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

    private long seq;
    private String lane;

    @Enumerated(EnumType.STRING)
    private DeliveryState state;

    private boolean replay;

    @Column(name = "attempt_count")
    private int attemptCount;

    private @Nullable String claim;

    @Column(name = "due_at")
    private Instant dueAt;

    @Column(name = "give_up_at")
    private Instant giveUpAt;

    @Column(name = "created_at")
    private Instant createdAt;

    private String body;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
    protected QueuedDelivery() {}

    QueuedDelivery(
            String id, Endpoint endpoint, Message message, String lane, boolean replay, Instant now, Instant giveUpAt) {
        this.id = id;
        this.tenantId = endpoint.tenantId();
        this.webhookId = endpoint.webhookId();
        this.eventId = message.eventId();
        this.eventType = message.eventType();
        this.seq = message.seq();
        this.lane = lane;
        this.state = DeliveryState.PENDING;
        this.replay = replay;
        this.dueAt = now;
        this.giveUpAt = giveUpAt;
        this.createdAt = now;
        this.body = message.body();
    }

    String id() {
        return id;
    }

    Endpoint endpoint() {
        return new Endpoint(tenantId, webhookId);
    }

    Message message() {
        return new Message(eventId, eventType, seq, body);
    }

    String lane() {
        return lane;
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

    Instant giveUpAt() {
        return giveUpAt;
    }

    Instant createdAt() {
        return createdAt;
    }
}
