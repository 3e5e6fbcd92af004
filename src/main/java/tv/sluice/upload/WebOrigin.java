package tv.sluice.upload;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tv.sluice.platform.error.ProblemException;

/** A web origin as browsers write it in the header {@code Origin} (RFC 6454): lower case, without the scheme's own port. */
final class WebOrigin {
    private static final Pattern SHAPE =
            Pattern.compile("(https?)://([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\\[[0-9a-f:.]+])(?::([0-9]{1,5}))?");

    private WebOrigin() {}

    static String normalise(String origin) {
        Matcher parts = SHAPE.matcher(origin.toLowerCase(Locale.ROOT));
        if (!parts.matches()) {
            throw ProblemException.invalid(
                    "/corsOrigin",
                    "not_an_origin",
                    "A web origin such as https://www.example.com or http://localhost:3000 was expected.");
        }
        String port = parts.group(3);
        boolean implied = port == null || (parts.group(1).equals("http") ? "80" : "443").equals(port);
        return parts.group(1) + "://" + parts.group(2) + (implied ? "" : ":" + port);
    }
}
