package tv.sluice.tenant;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an API key proves, and when.
 *
 * @param origins whose pages may use it, if it is publishable
 * @param expiresAt null if it does not expire
 */
record KeyProof(
        Identity identity, Set<String> origins, @Nullable Instant expiresAt, boolean revoked) {}
