package tv.sluice.playback.token;

import java.time.Duration;
import java.time.Instant;

/**
 * What a playback token is exchanged for: the right to fetch everything of one playback id, cheap to check on any node.
 *
 * @param expiresAt when the playback token behind it expires
 * @param view fingerprint of the viewing, for counting
 */
public record SessionToken(Instant expiresAt, long view) {
    /** Whether it still opens what may be fetched up to {@code grace} after the playback token's expiry. */
    public boolean isValid(Instant now, Duration grace) {
        return now.isBefore(expiresAt.plus(UnverifiedToken.LEEWAY).plus(grace));
    }
}
