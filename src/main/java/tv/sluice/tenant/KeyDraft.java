package tv.sluice.tenant;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.error.ProblemException;

/**
 * What a new API key is to be.
 *
 * @param pointer where in the request it stands, for problems with it
 * @param environment null for that of the caller
 * @param scopes null for what is usual for its kind
 */
record KeyDraft(
        String pointer,
        String name,
        KeyKind kind,
        @Nullable Environment environment,
        @Nullable List<String> scopes,
        List<String> origins,
        @Nullable Instant expiresAt) {
    /** All that a publishable key can have. */
    static final Set<Scope> PUBLIC = Set.of(Scope.VIDEOS_READ, Scope.PLAYBACK_IDS_READ);

    /** The key of a tenant that gets no other. */
    static KeyDraft everything() {
        return new KeyDraft("", "First key", KeyKind.SECRET, Environment.LIVE, null, List.of(), null);
    }

    /** Refuses what the schema cannot refuse. */
    void check(Instant now) {
        if (kind == KeyKind.PUBLISHABLE && origins.isEmpty()) {
            throw ProblemException.invalid(
                    pointer + "/origins", "required", "A publishable key needs the web origins that may use it.");
        }
        if (kind == KeyKind.SECRET && !origins.isEmpty()) {
            throw ProblemException.invalid(
                    pointer + "/origins", "not_with_kind", "Only a publishable key is bound to web origins.");
        }
        if (expiresAt != null && !expiresAt.isAfter(now)) {
            throw ProblemException.invalid(
                    pointer + "/expiresAt", "in_the_past", "Got " + expiresAt + ", expected an instant in the future.");
        }
    }

    Set<Scope> wanted() {
        if (scopes == null) {
            return kind == KeyKind.PUBLISHABLE ? PUBLIC : Set.of(Scope.ALL);
        }
        Set<Scope> wanted = EnumSet.noneOf(Scope.class);
        for (int i = 0; i < scopes.size(); i++) {
            String text = scopes.get(i);
            String at = pointer + "/scopes/" + i;
            Scope scope = Scope.of(text)
                    .orElseThrow(
                            () -> ProblemException.invalid(at, "unknown_scope", "There is no scope " + text + '.'));
            if (kind == KeyKind.PUBLISHABLE && !PUBLIC.contains(scope)) {
                throw ProblemException.invalid(
                        at,
                        "not_with_kind",
                        "A publishable key can have videos:read and playback-ids:read only, not " + text + '.');
            }
            wanted.add(scope);
        }
        return wanted;
    }
}
