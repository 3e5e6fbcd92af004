package tv.sluice.webhook;

import java.util.Collection;
import java.util.Set;
import tv.sluice.platform.journal.EventTypes;

/** Which types of events somebody wants: exact ones, all of a kind ({@code video.*}), or all if none is named. */
record WantedTypes(Set<String> types) {
    WantedTypes(Collection<String> types) {
        this(Set.copyOf(types));
    }

    boolean include(String type) {
        return EventTypes.include(types, type);
    }
}
