package tv.sluice.platform.journal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that has happened to an object, as it was committed.
 *
 * @param space whose object it is
 * @param seq place among all events of the space, from 1 without a gap
 * @param id begins with {@code evt_}
 * @param type e.g. {@code video.ready}
 * @param sequence place among the events of the object, from 1 without a gap
 * @param data JSON of the object as it then was, as its GET would have answered; of one that is gone, as it was before. Addresses of the
 *     segment endpoint begin with {@link DeliveryLinks#PLACEHOLDER}
 * @param traceParent W3C traceparent of the request that it goes back to
 */
public record JournalEvent(
        String space,
        long seq,
        String id,
        String type,
        long sequence,
        String objectType,
        String objectId,
        String data,
        Who actor,
        @Nullable String requestId,
        @Nullable String traceParent,
        Instant createdAt) {
    /** Begins the ids of events. */
    public static final String ID_PREFIX = AuditRecord.EVENT_PREFIX;
}
