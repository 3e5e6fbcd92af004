package tv.sluice.member;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import tv.sluice.tenant.Scope;

/** What an operator may do under a grant. */
enum GrantAccess {
    READ(Role.reads(Set.of())),
    /** Everything but what would give access beyond the grant's own end: credentials, members, grants, and where events are sent to. */
    WRITE(writes());

    private final Set<Scope> scopes;

    GrantAccess(Set<Scope> scopes) {
        this.scopes = scopes;
    }

    Set<Scope> scopes() {
        return scopes;
    }

    private static Set<Scope> writes() {
        Set<Scope> lasting = Set.of(
                Scope.ALL,
                Scope.API_KEYS_WRITE,
                Scope.MEMBERS_WRITE,
                Scope.GRANTS_WRITE,
                Scope.SIGNING_KEYS_WRITE,
                Scope.WEBHOOKS_WRITE,
                Scope.AUDIT_WRITE);
        return EnumSet.allOf(Scope.class).stream()
                .filter(scope -> !scope.isOfInstallation() && !lasting.contains(scope))
                .collect(Collectors.toUnmodifiableSet());
    }
}
