package tv.sluice.cmaf;

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
        throw new UnsupportedOperationException();
    }
}
