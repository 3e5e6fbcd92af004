package tv.sluice.platform.journal;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which events are wanted.
 *
 * @param types what {@link EventTypes} takes; empty for all
 * @param objectId only of this object
 * @param after behind this one, in the order of the list: null begins at its beginning
 * @param ascending the oldest first, else the newest
 * @param rows how many at most
 */
public record EventQuery(
        Set<String> types,
        @Nullable String objectId,
        @Nullable Long after,
        boolean ascending,
        int rows) {
    public EventQuery {
        types = Set.copyOf(types);
    }
}
