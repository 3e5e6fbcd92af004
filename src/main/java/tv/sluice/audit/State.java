package tv.sluice.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import tv.sluice.platform.journal.AuditRecord;
import tv.sluice.platform.journal.DeliveryLinks;

/** A state that an object has had since an event. */
record State(AuditRecord record, AuditRecord.Subject subject) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static State of(AuditRecord event) {
        return new State(event, Objects.requireNonNull(event.object(), "an event has an object"));
    }

    /** Whether the event was the object's end. */
    boolean gone() {
        return record.after() == null;
    }

    /**
     * What the object was; its last state if it is gone.
     *
     * @param delivery base URL of the segment endpoint, for this request
     */
    ObjectNode data(String delivery) {
        String text = record.after() == null ? record.before() : record.after();
        try {
            return text != null && JSON.readTree(DeliveryLinks.fill(text, delivery)) instanceof ObjectNode object
                    ? object
                    : JsonNodeFactory.instance.objectNode();
        } catch (JsonProcessingException tampered) {
            throw new IllegalStateException("Entry " + record.id() + " of the journal holds no JSON", tampered);
        }
    }
}
