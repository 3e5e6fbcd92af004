package tv.sluice.tenant;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.annotations.PartitionKey;
import org.jspecify.annotations.Nullable;

/** An API key of a tenant; of the key itself only a hash is kept. Whoever changes one locks its row first. */
@Entity
@Table(name = "api_key")
class ApiKey {
    static final String PREFIX = "apk";

    @Id
    private String id;

    @PartitionKey
    @Column(name = "tenant_id")
    private String tenantId;

    private String name;

    @Enumerated(EnumType.STRING)
    private KeyKind kind;

    @Enumerated(EnumType.STRING)
    private Environment environment;

    private byte[] hash;

    private String hint;

    /** Separated by blanks. */
    private String scopes;

    @Convert(converter = TextsColumn.class)
    private List<String> origins;

    @Column(name = "expires_at")
    private @Nullable Instant expiresAt;

    /** Written by {@link KeyUse} alone. */
    @Column(name = "last_used_at", insertable = false, updatable = false)
    private @Nullable Instant lastUsedAt;

    @Column(name = "revoked_at")
    private @Nullable Instant revokedAt;

    @Column(name = "replaced_by")
    private @Nullable String replacedBy;

    private long version;

    @Column(name = "created_at")
    private Instant createdAt;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
    protected ApiKey() {}

    ApiKey(
            String id,
            Space space,
            String name,
            KeyKind kind,
            Secret secret,
            Set<Scope> scopes,
            List<String> origins,
            @Nullable Instant expiresAt,
            Instant now) {
        this.id = id;
        this.tenantId = space.owner();
        this.environment = space.environment();
        this.name = name;
        this.kind = kind;
        this.hash = secret.hash().bytes();
        this.hint = secret.hint();
        this.scopes = scopes.stream().map(Scope::text).sorted().collect(Collectors.joining(" "));
        this.origins = List.copyOf(origins);
        this.expiresAt = expiresAt == null ? null : expiresAt.truncatedTo(ChronoUnit.MICROS);
        this.createdAt = now.truncatedTo(ChronoUnit.MICROS);
    }

    /** A new key that is like this one. */
    ApiKey successor(String successorId, Secret secret, @Nullable Instant until, Instant now) {
        return new ApiKey(
                successorId, new Space(tenantId, environment), name, kind, secret, scopes(), origins, until, now);
    }

    /** Another takes its place; it works no longer than until then. */
    void giveWay(ApiKey successor, Instant until) {
        replacedBy = successor.id;
        if (expiresAt == null || expiresAt.isAfter(until)) {
            expiresAt = until.truncatedTo(ChronoUnit.MICROS);
        }
        version++;
    }

    void describe(String newName, List<String> newOrigins, @Nullable Instant newExpiry) {
        name = newName;
        origins = List.copyOf(newOrigins);
        expiresAt = newExpiry == null ? null : newExpiry.truncatedTo(ChronoUnit.MICROS);
        version++;
    }

    void revoke(Instant now) {
        revokedAt = now.truncatedTo(ChronoUnit.MICROS);
        version++;
    }

    /** What it proves as long as it works. */
    KeyProof proof() {
        Identity.Kind who = switch (kind) {
            case SECRET -> Identity.Kind.API_KEY;
            case PUBLISHABLE -> Identity.Kind.PUBLISHABLE_KEY;
        };
        Identity identity = new Identity(who, id, name, tenantId, environment, scopes(), null);
        return new KeyProof(identity, Set.copyOf(origins), expiresAt, revokedAt != null);
    }

    KeyState state(Instant now) {
        if (revokedAt != null) {
            return KeyState.REVOKED;
        }
        return expiresAt != null && !expiresAt.isAfter(now) ? KeyState.EXPIRED : KeyState.ACTIVE;
    }

    /** Those that this version knows; another allows nothing. */
    Set<Scope> scopes() {
        return Arrays.stream(scopes.split(" "))
                .map(Scope::of)
                .flatMap(Optional::stream)
                .collect(Collectors.toUnmodifiableSet());
    }

    String id() {
        return id;
    }

    String tenantId() {
        return tenantId;
    }

    Environment environment() {
        return environment;
    }

    String name() {
        return name;
    }

    KeyKind kind() {
        return kind;
    }

    KeyHash hash() {
        return new KeyHash(hash);
    }

    String hint() {
        return hint;
    }

    List<String> origins() {
        return origins;
    }

    @Nullable
    Instant expiresAt() {
        return expiresAt;
    }

    @Nullable
    Instant lastUsedAt() {
        return lastUsedAt;
    }

    @Nullable
    String replacedBy() {
        return replacedBy;
    }

    long version() {
        return version;
    }

    Instant createdAt() {
        return createdAt;
    }
}
