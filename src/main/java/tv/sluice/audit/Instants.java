package tv.sluice.audit;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.error.ProblemException;

/** Query parameters that are instants; the contract has checked their form, but not whether there is such a day. */
final class Instants {
    private Instants() {}

    static @Nullable Instant parse(String parameter, @Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw ProblemException.invalid(
                    "query:" + parameter,
                    "bad_format",
                    "Got " + text + ", expected an instant, e.g. 2026-01-31T09:30:00Z.");
        }
    }

    /** Refuses a range that ends before it begins. */
    static void checkOrder(@Nullable Instant from, @Nullable Instant to) {
        if (from != null && to != null && to.isBefore(from)) {
            throw ProblemException.invalid(
                    "query:to", "before_from", "Got an end " + to + " that is before the beginning " + from + '.');
        }
    }
}
