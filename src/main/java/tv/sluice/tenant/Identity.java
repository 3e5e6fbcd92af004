package tv.sluice.tenant;

import java.util.Set;

/** What an API key proves. */
record Identity(String tenantId, String apiKeyId, Set<Scope> scopes) {
    Identity {
        scopes = Set.copyOf(scopes);
    }
}
