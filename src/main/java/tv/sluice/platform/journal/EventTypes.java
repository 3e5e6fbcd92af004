package tv.sluice.platform.journal;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A choice of types of events: {@code video.ready}, or {@code video.*} for all of a kind. */
public final class EventTypes {
    private static final String ALL = ".*";

    private EventTypes() {}

    /** Reads types separated by commas; empty stands for all. */
    public static Set<String> of(@Nullable String text) {
        return text == null ? Set.of() : new LinkedHashSet<>(Arrays.asList(text.split(",", -1)));
    }

    /** Whether a type is among the chosen ones. */
    public static boolean include(Set<String> chosen, String type) {
        return chosen.isEmpty() || chosen.contains(type) || chosen.contains(type.substring(0, type.indexOf('.')) + ALL);
    }

    static boolean isKind(String type) {
        return type.endsWith(ALL);
    }
}
