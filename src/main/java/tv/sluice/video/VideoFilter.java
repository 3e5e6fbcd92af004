package tv.sluice.video;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which videos a list holds; null asks for all.
 *
 * @param titlePrefix how the title begins, in capitals or not
 * @param createdAfter at this instant or later
 * @param createdBefore before this instant
 */
record VideoFilter(
        @Nullable VideoState state,
        @Nullable String externalId,
        @Nullable String titlePrefix,
        @Nullable Instant createdAfter,
        @Nullable Instant createdBefore) {
    static final VideoFilter ALL = new VideoFilter(null, null, null, null, null);
}
