package tv.sluice.cmaf;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a {@code Range} header asks of a representation (RFC 9110 section 14); several ranges at once are answered with the whole. */
public sealed interface ByteRange {
    /** Answer 200 with everything: there is no range, or none that is understood. */
    record Whole() implements ByteRange {}

    /** Answer 206 with these bytes. */
    record Part(long offset, long length) implements ByteRange {}

    /** Answer 416: the range begins behind the last byte. */
    record Unsatisfiable() implements ByteRange {}

    /** Reads a header value for a representation of {@code size} bytes. */
    static ByteRange parse(@Nullable String header, long size) {
        if (header == null || header.length() > Syntax.LONGEST) {
            return new Whole();
        }
        Matcher range = Syntax.SINGLE.matcher(header);
        if (!range.matches()) {
            return new Whole();
        }
        String first = range.group(1);
        String last = range.group(2);
        if (first.isEmpty()) {
            return last.isEmpty() ? new Whole() : suffix(Syntax.number(last), size);
        }
        long from = Syntax.number(first);
        long to = last.isEmpty() ? Long.MAX_VALUE : Syntax.number(last);
        if (to < from) {
            return new Whole();
        }
        return from >= size ? new Unsatisfiable() : new Part(from, Math.min(to, size - 1) - from + 1);
    }

    private static ByteRange suffix(long wanted, long size) {
        if (wanted == 0) {
            return new Unsatisfiable();
        }
        long length = Math.min(wanted, size);
        // An empty representation has no byte that a 206 could carry.
        return length == 0 ? new Whole() : new Part(size - length, length);
    }

    /** The grammar. */
    final class Syntax {
        private static final int LONGEST = 100;
        private static final Pattern SINGLE =
                Pattern.compile("bytes=[ \\t]*([0-9]*)-([0-9]*)[ \\t]*", Pattern.CASE_INSENSITIVE);

        private Syntax() {}

        private static long number(String digits) {
            try {
                return Long.parseLong(digits);
            } catch (NumberFormatException tooLong) {
                return Long.MAX_VALUE;
            }
        }
    }
}
