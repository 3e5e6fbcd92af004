package tv.sluice.platform.journal;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A change of an object's state. The JSON is what the object's GET answers, without secrets.
 *
 * @param tenantId whose object it is
 * @param type of the event, e.g. {@code video.ready}
 * @param objectType the part of {@code type} before the dot, e.g. {@code video}
 * @param before null if the object has just come into being
 * @param after null if the object is gone
 */
public record Change(
        String tenantId,
        String type,
        String objectType,
        String objectId,
        @Nullable JsonNode before,
        @Nullable JsonNode after) {
    public Change {
        if (before == null && after == null) {
            throw new IllegalArgumentException(type + ": an object is there before a change or after it");
        }
        if (!type.startsWith(objectType + '.')) {
            throw new IllegalArgumentException(type + " is nothing that happens to a " + objectType);
        }
    }
}
