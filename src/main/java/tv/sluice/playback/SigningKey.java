package tv.sluice.playback;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.PartitionKey;
import org.jspecify.annotations.Nullable;
import tv.sluice.playback.token.PublicKeyRecord;
import tv.sluice.playback.token.TokenAlgorithm;

/** The public part of a key pair with which a tenant signs playback tokens; the private part is the tenant's alone. */
@Entity
@Table(name = "signing_key")
class SigningKey {
    static final String PREFIX = "key";

    @Id
    private String id;

    @PartitionKey
    @Column(name = "tenant_id")
    private String tenantId;

    private @Nullable String name;

    @Enumerated(EnumType.STRING)
    private TokenAlgorithm algorithm;

    @Column(name = "public_key")
    private String publicKey;

    @Column(name = "created_at")
    private Instant createdAt;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
    protected SigningKey() {}

    SigningKey(String id, String tenantId, @Nullable String name, String publicKey, Instant createdAt) {
        this.id = id;
        this.tenantId = tenantId;
        this.name = name;
        this.algorithm = TokenAlgorithm.RS256;
        this.publicKey = publicKey;
        this.createdAt = createdAt;
    }

    String id() {
        return id;
    }

    String tenantId() {
        return tenantId;
    }

    @Nullable
    String name() {
        return name;
    }

    TokenAlgorithm algorithm() {
        return algorithm;
    }

    /** PEM. */
    String publicKey() {
        return publicKey;
    }

    Instant createdAt() {
        return createdAt;
    }

    /** What delivery gets to see of it. */
    PublicKeyRecord published() {
        return new PublicKeyRecord(id, tenantId, algorithm, publicKey);
    }
}
