package tv.sluice.delivery;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long an answer may be reused (RFC 9111). Public media never change, so anybody may keep them for ever. What was fetched with a
 * session is for its viewer's own cache only: a shared one would go on handing it out after the session's end.
 */
final class CacheControl {
    static final String NO_STORE = "no-store";

    private static final Duration YEAR = Duration.ofDays(365);
    private static final String PUBLIC_MEDIA = "public, max-age=" + YEAR.toSeconds() + ", immutable";
    /** A video may be encoded anew or get another poster; a media playlist, once complete, never changes. */
    private static final String PUBLIC_COMPLETE = "public, max-age=60";

    private static final String PUBLIC_GROWING = "public, max-age=1";
    private static final String PRIVATE_CHECKED = "private, no-cache";

    private CacheControl() {}

    static String of(Asset.Kind kind, boolean complete, @Nullable Viewing viewing, Instant now, Duration grace) {
        return switch (kind) {
            case INIT, SEGMENT -> viewing == null ? PUBLIC_MEDIA : whileItLasts(viewing, now, grace);
            case MEDIA_PLAYLIST -> viewing == null && complete ? PUBLIC_MEDIA : playlist(complete, viewing);
            case MULTIVARIANT, MANIFEST, POSTER, THUMBNAIL -> playlist(complete, viewing);
            case NONE -> NO_STORE;
        };
    }

    private static String playlist(boolean complete, @Nullable Viewing viewing) {
        if (viewing != null) {
            return PRIVATE_CHECKED;
        }
        return complete ? PUBLIC_COMPLETE : PUBLIC_GROWING;
    }

    private static String whileItLasts(Viewing viewing, Instant now, Duration grace) {
        Duration left = Duration.between(now, viewing.expiresAt().plus(grace));
        Duration age = left.compareTo(YEAR) < 0 ? left : YEAR;
        return "private, max-age=" + Math.max(0, age.toSeconds()) + ", immutable";
    }
}
