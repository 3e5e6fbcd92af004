package tv.sluice.platform.web;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.error.ProblemException;
import tv.sluice.platform.id.Ids;

/**
 * Which page of a list is wanted: newest first, by id.
 *
 * @param limit how many items the page holds; a repository reads one more, to know whether there is a next page
 * @param before the page holds items whose id is smaller than this one; the first page if null
 */
public record PageRequest(int limit, @Nullable String before) {
    /** Reads the query parameters {@code limit} and {@code cursor} of a list of ids with this prefix. */
    public static PageRequest of(int limit, @Nullable String cursor, String prefix) {
        return new PageRequest(limit, cursor == null ? null : decode(cursor, prefix));
    }

    /** How many rows to read. */
    public int rows() {
        return limit + 1;
    }

    static String encode(String id) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id.getBytes(StandardCharsets.US_ASCII));
    }

    private static String decode(String cursor, String prefix) {
        try {
            String id = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
            if (Ids.isValid(prefix, id) && encode(id).equals(cursor)) {
                return id;
            }
        } catch (IllegalArgumentException notBase64) {
            // The same answer as for a cursor of another list.
        }
        throw ProblemException.invalid(
                "query:cursor",
                "bad_cursor",
                "This cursor was not made by this list; pass back nextCursor of the page before, unchanged.");
    }
}
