package tv.sluice.audit;

import org.jspecify.annotations.Nullable;
import tv.sluice.platform.error.ProblemException;

/** The place in a list that is ordered by sequence numbers, as text. The edge signs it. */
final class SequenceCursor {
    private static final int MAX_DIGITS = 18;

    private SequenceCursor() {}

    static String of(long sequence) {
        return Long.toString(sequence);
    }

    /** What the next page's sequence numbers are smaller than; all are smaller without a cursor. */
    static long before(@Nullable String cursor) {
        if (cursor == null) {
            return Long.MAX_VALUE;
        }
        if (cursor.length() <= MAX_DIGITS
                && !cursor.isEmpty()
                && cursor.chars().allMatch(each -> each >= '0' && each <= '9')) {
            return Long.parseLong(cursor);
        }
        throw ProblemException.invalid(
                "query:cursor",
                "bad_cursor",
                "This cursor was not made by this list; pass back nextCursor of the page before, unchanged.");
    }
}
