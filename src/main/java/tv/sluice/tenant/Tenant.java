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
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Somebody whose videos nobody else sees. Whoever changes one locks its row first. */
@Entity
@Table(name = "tenant")
public class Tenant {
    static final String PREFIX = "ten";

    @Id
    private String id;

    private String name;

    @Column(name = "external_id")
    private @Nullable String externalId;

    @Enumerated(EnumType.STRING)
    private TenantState state;

    @Enumerated(EnumType.STRING)
    private @Nullable SuspendedPlayback playback;

    private @Nullable String reason;

    @Convert(converter = LimitsColumn.class)
    private TenantLimits limits;

    @Convert(converter = BrandColumn.class)
    private Brand brand;

    @Convert(converter = TextsColumn.class)
    private List<String> domains;

    @Convert(converter = DefaultsColumn.class)
    private TenantDefaults defaults;

    private long version;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    @Column(name = "cleared_at")
    private @Nullable Instant clearedAt;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
    protected Tenant() {}

    Tenant(String id, TenantSettings settings, Instant now) {
        this.id = id;
        this.state = TenantState.ACTIVE;
        this.name = settings.name();
        this.externalId = settings.externalId();
        this.limits = settings.limits();
        this.brand = settings.brand();
        this.domains = settings.domains();
        this.defaults = settings.defaults();
        this.createdAt = now.truncatedTo(ChronoUnit.MICROS);
        this.updatedAt = createdAt;
    }

    /** From now on it is as these say. */
    void describe(TenantSettings settings, Instant now) {
        name = settings.name();
        externalId = settings.externalId();
        limits = settings.limits();
        brand = settings.brand();
        domains = settings.domains();
        defaults = settings.defaults();
        changed(now);
    }

    void suspend(Suspension suspension, Instant now) {
        state = TenantState.SUSPENDED;
        playback = suspension.playback();
        reason = suspension.reason();
        changed(now);
    }

    void resume(Instant now) {
        state = TenantState.ACTIVE;
        playback = null;
        reason = null;
        changed(now);
    }

    /** What others may want goes back: the external id and the domains. */
    void delete(Instant now) {
        state = TenantState.DELETED;
        playback = null;
        reason = null;
        externalId = null;
        domains = List.of();
        changed(now);
    }

    private void changed(Instant now) {
        updatedAt = now.truncatedTo(ChronoUnit.MICROS);
        version++;
    }

    public String id() {
        return id;
    }

    public TenantSettings settings() {
        return new TenantSettings(name, externalId, limits, brand, domains, defaults);
    }

    public TenantState state() {
        return state;
    }

    /** Null unless it is SUSPENDED. */
    public @Nullable Suspension suspension() {
        return playback == null ? null : new Suspension(playback, reason);
    }

    TenantTerms terms() {
        Set<String> origins =
                domains.stream().map(domain -> "https://" + domain).collect(Collectors.toSet());
        return new TenantTerms(name, state, suspension(), limits, defaults, origins);
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
