package tv.sluice.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.journal.AuditRecord;

/** An entry of the audit with what the object was before and after, read. */
record Entry(
        AuditRecord record,
        @Nullable JsonNode before,
        @Nullable JsonNode after) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Entry of(AuditRecord record) {
        return new Entry(record, read(record.before()), read(record.after()));
    }

    /** Whether it is of a change of an object that was there before and is there still. */
    boolean isOfChange() {
        return before != null && after != null;
    }

    /** What is no JSON any more has been tampered with, which verification tells; here it is as if it were not there. */
    private static @Nullable JsonNode read(@Nullable String text) {
        try {
            return text == null ? null : JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return null;
        }
    }
}
