package tv.sluice.member;

import static tv.sluice.tenant.Scope.ACCOUNT_READ;
import static tv.sluice.tenant.Scope.ALL;
import static tv.sluice.tenant.Scope.EVENTS_READ;
import static tv.sluice.tenant.Scope.JOBS_READ;
import static tv.sluice.tenant.Scope.PLAYBACK_IDS_READ;
import static tv.sluice.tenant.Scope.PLAYBACK_IDS_WRITE;
import static tv.sluice.tenant.Scope.PLAYBACK_TOKENS_WRITE;
import static tv.sluice.tenant.Scope.SIGNING_KEYS_READ;
import static tv.sluice.tenant.Scope.SIGNING_KEYS_WRITE;
import static tv.sluice.tenant.Scope.UPLOADS_READ;
import static tv.sluice.tenant.Scope.UPLOADS_WRITE;
import static tv.sluice.tenant.Scope.VIDEOS_READ;
import static tv.sluice.tenant.Scope.VIDEOS_WRITE;
import static tv.sluice.tenant.Scope.WEBHOOKS_READ;
import static tv.sluice.tenant.Scope.WEBHOOKS_WRITE;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tv.sluice.tenant.Scope;

/** What a member is for the tenant, as a bundle of scopes. */
enum Role {
    OWNER(Set.of(ALL)),
    EDITOR(Set.of(
            VIDEOS_READ,
            VIDEOS_WRITE,
            UPLOADS_READ,
            UPLOADS_WRITE,
            JOBS_READ,
            PLAYBACK_IDS_READ,
            PLAYBACK_IDS_WRITE,
            EVENTS_READ,
            ACCOUNT_READ)),
    PUBLISHER(and(
            EDITOR.scopes,
            PLAYBACK_TOKENS_WRITE,
            SIGNING_KEYS_READ,
            SIGNING_KEYS_WRITE,
            WEBHOOKS_READ,
            WEBHOOKS_WRITE)),
    /** Reads everything but who has which access. */
    ANALYST(reads(Set.of(Scope.API_KEYS_READ, Scope.MEMBERS_READ))),
    AD_MANAGER(Set.of(VIDEOS_READ, ACCOUNT_READ));

    private final Set<Scope> scopes;

    Role(Set<Scope> scopes) {
        this.scopes = Set.copyOf(scopes);
    }

    Set<Scope> scopes() {
        return scopes;
    }

    /** The scopes that all these roles give together. */
    static Set<Scope> scopes(Collection<Role> roles) {
        return roles.stream().flatMap(role -> role.scopes.stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** The role of this name, if this version knows it. */
    static Optional<Role> of(String name) {
        return Arrays.stream(values()).filter(role -> role.name().equals(name)).findFirst();
    }

    /** All that can be read in a tenant, but for these. */
    static Set<Scope> reads(Set<Scope> without) {
        return EnumSet.allOf(Scope.class).stream()
                .filter(scope -> scope.text().endsWith(":read"))
                .filter(scope -> !scope.isOfInstallation() && !without.contains(scope))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Set<Scope> and(Set<Scope> some, Scope... more) {
        Set<Scope> all = EnumSet.copyOf(some);
        all.addAll(Set.of(more));
        return all;
    }
}
