package tv.sluice.tenant;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** An API key of a tenant; of the key itself only a hash is kept. */
@Entity
@Table(name = "api_key")
class ApiKey {
    @Id
    private String id;

    @Column(name = "tenant_id")
    private String tenantId;

    private String name;

    private byte[] hash;

    /** Separated by blanks. */
    private String scopes;

    @Column(name = "created_at")
    private Instant createdAt;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
    protected ApiKey() {}

    ApiKey(String id, String tenantId, String name, KeyHash hash, Set<Scope> scopes, Instant createdAt) {
        this.id = id;
        this.tenantId = tenantId;
        this.name = name;
        this.hash = hash.bytes();
        this.scopes = scopes.stream().map(Scope::text).sorted().collect(Collectors.joining(" "));
        this.createdAt = createdAt;
    }

    /** What it proves. A scope that this version does not know allows nothing. */
    Identity identity() {
        Set<Scope> known = Arrays.stream(scopes.split(" "))
                .map(Scope::of)
                .flatMap(Optional::stream)
                .collect(Collectors.toUnmodifiableSet());
        return new Identity(Identity.Kind.API_KEY, id, name, tenantId, Environment.LIVE, known, null);
    }

    String name() {
        return name;
    }

    KeyHash hash() {
        return new KeyHash(hash);
    }

    Instant createdAt() {
        return createdAt;
    }
}
