package tv.sluice.platform.web;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.error.ProblemException;
import tv.sluice.platform.error.ProblemType;

/**
 * A version of a resource, as the part of its entity tag (RFC 9110, section 8.8.3) that {@code If-Match} looks at. What clients get has a
 * dot and a hash of the representation behind it.
 */
public record EntityTag(long version) {
    /** entity-tag = [ "W/" ] DQUOTE *etagc DQUOTE; a list of them is separated by commas. */
    private static final Pattern TAG = Pattern.compile("\\s*(W/)?\"([\\x21\\x23-\\x7E\\x80-\\xFF]*)\"\\s*(,|$)");

    /** The value of the {@code ETag} header. */
    public String header() {
        return '"' + Long.toString(version) + '"';
    }

    /** Refuses a request whose {@code If-Match} does not name this version; {@code null} and {@code *} name every version. */
    public void check(@Nullable String ifMatch) {
        if (ifMatch != null && !ifMatch.strip().equals("*") && !isIn(ifMatch)) {
            throw new ProblemException(
                    ProblemType.PRECONDITION_FAILED,
                    "The resource is now version " + header() + ", not " + ifMatch.strip()
                            + ". Get it again and repeat the change.");
        }
    }

    private static String before(String tag) {
        int dot = tag.indexOf('.');
        return dot < 0 ? tag : tag.substring(0, dot);
    }

    private boolean isIn(String list) {
        Matcher tag = TAG.matcher(list);
        boolean found = false;
        int end = 0;
        while (end < list.length() && tag.region(end, list.length()).lookingAt()) {
            // A weak tag is well formed but never matches: If-Match compares strongly.
            found |= tag.group(1) == null && before(tag.group(2)).equals(Long.toString(version));
            end = tag.end();
        }
        if (end < list.length() || list.isBlank() || list.stripTrailing().endsWith(",")) {
            throw ProblemException.invalid(
                    "header:If-Match",
                    "malformed",
                    "Expected entity tags in double quotes, separated by commas, or *, e.g. \"7\".");
        }
        return found;
    }
}
