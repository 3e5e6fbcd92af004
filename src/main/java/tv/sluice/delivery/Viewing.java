package tv.sluice.delivery;

import java.time.Instant;

/**
 * The session behind a signed request.
 *
 * @param sessionToken opens everything of the playback id
 * @param expiresAt when the playback token expires
 */
record Viewing(String sessionToken, Instant expiresAt) {}
