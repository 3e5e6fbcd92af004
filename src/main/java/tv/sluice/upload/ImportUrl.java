package tv.sluice.upload;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.error.ProblemException;
import tv.sluice.platform.net.OutboundUrl;

/** A URL from which a file may be fetched. */
record ImportUrl(OutboundUrl url) {
    private static final String POINTER = "/inputUrl";
    private static final int MAX_FILENAME = 255;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    static ImportUrl parse(String text) {
        return new ImportUrl(OutboundUrl.parse(POINTER, text));
    }

    /** Where a redirect from here leads. */
    ImportUrl resolve(String location) {
        try {
            return parse(url.uri()
                    .resolve(new URI(location.strip().replace(" ", "%20")))
                    .toString());
        } catch (URISyntaxException e) {
            throw ProblemException.invalid(POINTER, "bad_url", "The redirect leads to something that is not a URL.");
        }
    }

    /** The last part of the path, if it looks like the name of a file. */
    @Nullable
    String filename() {
        String path = url.uri().getRawPath() == null ? "" : url.uri().getRawPath();
        String last = path.substring(path.lastIndexOf('/') + 1);
        try {
            String name = CONTROL.matcher(URLDecoder.decode(last.replace("+", "%2B"), StandardCharsets.UTF_8))
                    .replaceAll("");
            return name.isBlank() || name.length() > MAX_FILENAME ? null : name;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    @Override
    public String toString() {
        return url.toString();
    }
}
