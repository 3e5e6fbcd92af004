package tv.sluice.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of the audit are wanted; null where it does not matter.
 *
 * @param from not before this instant
 * @param to before this instant
 */
record AuditFilter(
        @Nullable String actorId,
        @Nullable String objectId,
        @Nullable String operation,
        @Nullable String requestId,
        @Nullable Instant from,
        @Nullable Instant to) {
    static AuditFilter between(@Nullable Instant from, @Nullable Instant to) {
        return new AuditFilter(null, null, null, null, from, to);
    }
}
