package tv.sluice.platform.journal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the audit: who did what, and what became of it.
 *
 * @param space whose audit it is in
 * @param sequence its place there, from 1
 * @param id begins with {@code aud_}
 * @param at to the microsecond
 * @param address the IP address it came from; null if it came from nowhere
 * @param operation the operationId; {@code system} for what the platform does by itself
 * @param outcome HTTP status
 * @param object what was changed; null if nothing was
 * @param before canonical JSON of the object before; null if it was not there
 * @param after canonical JSON of the object after; null if it is gone
 * @param undoes id of the entry whose change this one takes back
 * @param previousHash {@link #hash} of the entry before
 * @param hash hexadecimal, see {@link AuditChain}
 */
public record AuditRecord(
        String space,
        long sequence,
        String id,
        Instant at,
        Who actor,
        @Nullable String address,
        String operation,
        int outcome,
        @Nullable Subject object,
        @Nullable String before,
        @Nullable String after,
        @Nullable String requestId,
        @Nullable String undoes,
        String previousHash,
        String hash) {
    /**
     * The object of a change, and the event that the change is.
     *
     * @param type the part of the event's type before the dot
     * @param id of the object
     * @param event type of the event, e.g. {@code video.ready}
     * @param sequence counts the events of this object, from 1
     * @param eventSequence counts the events of the space, from 1
     */
    public record Subject(String type, String id, String event, long sequence, long eventSequence) {}

    static final String PREFIX = "aud";
    static final String EVENT_PREFIX = "evt";

    /** The id of the event that this entry is, if it has an object. */
    public String eventId() {
        return eventId(id);
    }

    static String eventId(String auditId) {
        return EVENT_PREFIX + auditId.substring(PREFIX.length());
    }

    static String auditId(String eventId) {
        return PREFIX + eventId.substring(EVENT_PREFIX.length());
    }
}
