package tv.sluice.webhook;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.hibernate.annotations.PartitionKey;
import org.jspecify.annotations.Nullable;

/** An endpoint of a tenant that is told what happens. */
@Entity
@Table(name = "webhook")
class Webhook {
    static final String PREFIX = "whk";

    @Id
    private String id;

    @PartitionKey
    @Column(name = "tenant_id")
    private String tenantId;

    private String url;
    private @Nullable String description;

    @Convert(converter = TypesColumn.class)
    private List<String> types;

    @Enumerated(EnumType.STRING)
    private WebhookState state;

    @Column(name = "disabled_reason")
    private @Nullable String disabledReason;

    private byte[] secret;

    @Column(name = "old_secret")
    private byte @Nullable [] oldSecret;

    @Column(name = "old_secret_expires_at")
    private @Nullable Instant oldSecretExpiresAt;

    @Column(name = "from_seq")
    private long fromSeq;

    @Column(name = "failing_since")
    private @Nullable Instant failingSince;

    @Column(name = "given_up")
    private int givenUp;

    /** Counts what people change. */
    private long version;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
    protected Webhook() {}

    Webhook(String id, String tenantId, WebhookDraft draft, byte[] secret, long fromSeq, Instant now) {
        this.id = id;
        this.tenantId = tenantId;
        this.url = draft.url();
        this.description = draft.description();
        this.types = draft.types();
        this.state = WebhookState.ENABLED;
        this.secret = secret.clone();
        this.fromSeq = fromSeq;
        this.version = 1;
        this.createdAt = now;
        this.updatedAt = now;
    }

    void change(WebhookDraft draft, Instant now) {
        this.url = draft.url();
        this.description = draft.description();
        this.types = draft.types();
        touch(now);
    }

    /** Tells it what happens from here on; what happened while it was disabled can be replayed. */
    void enable(long fromSeq, Instant now) {
        this.state = WebhookState.ENABLED;
        this.disabledReason = null;
        this.failingSince = null;
        this.givenUp = 0;
        this.fromSeq = fromSeq;
        touch(now);
    }

    void disable(@Nullable String reason, Instant now) {
        this.state = WebhookState.DISABLED;
        this.disabledReason = reason;
        touch(now);
    }

    void delete(Instant now) {
        this.state = WebhookState.DELETED;
        touch(now);
    }

    /** The old secret stays good for its overlap; if there is none, at once no more. */
    void rotate(byte[] newSecret, @Nullable Instant oldExpiresAt, Instant now) {
        this.oldSecret = oldExpiresAt == null ? null : this.secret;
        this.oldSecretExpiresAt = oldExpiresAt;
        this.secret = newSecret.clone();
        touch(now);
    }

    private void touch(Instant now) {
        version++;
        updatedAt = now;
    }

    String id() {
        return id;
    }

    String tenantId() {
        return tenantId;
    }

    String url() {
        return url;
    }

    @Nullable
    String description() {
        return description;
    }

    List<String> types() {
        return types;
    }

    WebhookState state() {
        return state;
    }

    boolean isEnabled() {
        return state == WebhookState.ENABLED;
    }

    @Nullable
    String disabledReason() {
        return disabledReason;
    }

    byte[] sealedSecret() {
        return secret.clone();
    }

    /** Null if there is none, or not any more. */
    byte @Nullable [] sealedOldSecret(Instant now) {
        byte[] old = oldSecret;
        return old == null || oldSecretExpiresAt(now) == null ? null : old.clone();
    }

    /** The end of the overlap, unless it is over. */
    @Nullable
    Instant oldSecretExpiresAt(Instant now) {
        Instant end = oldSecretExpiresAt;
        return end == null || !end.isAfter(now) ? null : end;
    }

    long fromSeq() {
        return fromSeq;
    }

    @Nullable
    Instant failingSince() {
        return failingSince;
    }

    int givenUp() {
        return givenUp;
    }

    long version() {
        return version;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant updatedAt() {
        return updatedAt;
    }
}
