package tv.sluice.audit;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A member of an object that is different.
 *
 * @param pointer JSON Pointer (RFC 6901)
 * @param before null if it was not there
 * @param after null if it is not there any more
 */
record JsonChange(
        String pointer, @Nullable JsonNode before, @Nullable JsonNode after) {}
