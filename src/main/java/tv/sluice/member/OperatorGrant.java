package tv.sluice.member;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.PartitionKey;
import org.jspecify.annotations.Nullable;

/** The permission of an operator of the installation to act for a tenant for a while. */
@Entity
@Table(name = "operator_grant")
class OperatorGrant {
    static final String PREFIX = "gra";

    @Id
    private String id;

    @PartitionKey
    @Column(name = "tenant_id")
    private String tenantId;

    @Column(name = "operator_id")
    private String operatorId;

    @Column(name = "operator_name")
    private String operatorName;

    @Enumerated(EnumType.STRING)
    private GrantAccess access;

    private String reason;

    @Enumerated(EnumType.STRING)
    private GrantState state;

    @Column(name = "expires_at")
    private Instant expiresAt;

    @Column(name = "ended_at")
    private @Nullable Instant endedAt;

    @Column(name = "created_at")
    private Instant createdAt;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
    protected OperatorGrant() {}

    OperatorGrant(String id, Operator operator, GrantDraft draft, Instant now) {
        this.id = id;
        this.tenantId = draft.tenantId();
        this.operatorId = operator.id();
        this.operatorName = operator.name();
        this.access = draft.access();
        this.reason = draft.reason();
        this.state = GrantState.ACTIVE;
        this.expiresAt = now.plus(draft.expiresIn());
        this.createdAt = now;
    }

    void end(Instant now) {
        state = GrantState.ENDED;
        endedAt = now;
    }

    void expire() {
        state = GrantState.EXPIRED;
        endedAt = expiresAt;
    }

    String id() {
        return id;
    }

    String tenantId() {
        return tenantId;
    }

    String operatorId() {
        return operatorId;
    }

    String operatorName() {
        return operatorName;
    }

    GrantAccess access() {
        return access;
    }

    String reason() {
        return reason;
    }

    /** What it is at this instant: its time is over before anybody writes that down. */
    GrantState state(Instant now) {
        return state == GrantState.ACTIVE && !now.isBefore(expiresAt) ? GrantState.EXPIRED : state;
    }

    /** Whether nobody has written down yet that it is over. */
    boolean isOpen() {
        return state == GrantState.ACTIVE;
    }

    Instant expiresAt() {
        return expiresAt;
    }

    @Nullable
    Instant endedAt() {
        return endedAt;
    }

    Instant createdAt() {
        return createdAt;
    }
}
