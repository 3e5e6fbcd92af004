package tv.sluice.upload;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.error.ProblemException;

/**
 * A URL from which a file may be fetched: http or https, without user name and password, at port 80, 443 or above 1023. Lower ports
 * belong to services that speak something else.
 */
record ImportUrl(URI uri) {
    private static final String POINTER = "/inputUrl";
    private static final int MAX_LENGTH = 2048;
    private static final int MAX_FILENAME = 255;
    private static final int FIRST_FREE_PORT = 1024;
    private static final int LAST_PORT = 65_535;
    /** WHATWG URL, "ends in a number checker". */
    private static final Pattern ENDS_IN_A_NUMBER = Pattern.compile("(^|\\.)([0-9]+|0[xX][0-9a-fA-F]*)\\.?$");

    private static final Pattern DOTTED_DECIMAL = Pattern.compile("(?:(?:0|[1-9][0-9]{0,2})(?:\\.(?!$)|$)){4}");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    static ImportUrl parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw invalid("too_long", "A URL of at most " + MAX_LENGTH + " characters was expected.");
        }
        try {
            return checked(new URI(new URI(text).toASCIIString()));
        } catch (URISyntaxException e) {
            throw invalid("bad_url", "This is not a URL; characters such as spaces must be percent-encoded.");
        }
    }

    /** 127.1, 0177.0.0.1, 0x7f000001: addresses that some readers take for one thing and others for another. */
    private static boolean isOddNumber(String host) {
        return ENDS_IN_A_NUMBER.matcher(host).find()
                && !DOTTED_DECIMAL.matcher(host).matches();
    }

    private static ImportUrl checked(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw invalid("bad_scheme", "An http or https URL was expected.");
        }
        if (uri.getRawUserInfo() != null
                || (uri.getRawAuthority() != null && uri.getRawAuthority().contains("@"))) {
            throw invalid("user_info", "The URL must not carry a user name or password.");
        }
        if (uri.getHost() == null || uri.getHost().contains("%") || isOddNumber(uri.getHost())) {
            throw invalid("bad_host", "The URL has no host name, or one that is not valid.");
        }
        ImportUrl url = new ImportUrl(uri);
        int port = url.port();
        if (port != 80 && port != 443 && (port < FIRST_FREE_PORT || port > LAST_PORT)) {
            throw invalid("bad_port", "Port 80, 443 or one above 1023 was expected, not " + port + ".");
        }
        return url;
    }

    /** Where a redirect from here leads. */
    ImportUrl resolve(String location) {
        try {
            return parse(
                    uri.resolve(new URI(location.strip().replace(" ", "%20"))).toString());
        } catch (URISyntaxException e) {
            throw invalid("bad_url", "The redirect leads to something that is not a URL.");
        }
    }

    boolean isSecure() {
        return "https".equalsIgnoreCase(uri.getScheme());
    }

    int port() {
        int scheme = isSecure() ? 443 : 80;
        return uri.getPort() < 0 ? scheme : uri.getPort();
    }

    /** Name or literal address, IPv6 without brackets. */
    String host() {
        String host = uri.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** Path and query. */
    String target() {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + '?' + uri.getRawQuery();
    }

    /** The last part of the path, if it looks like the name of a file. */
    @Nullable
    String filename() {
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        String last = path.substring(path.lastIndexOf('/') + 1);
        try {
            String name = CONTROL.matcher(URLDecoder.decode(last.replace("+", "%2B"), StandardCharsets.UTF_8))
                    .replaceAll("");
            return name.isBlank() || name.length() > MAX_FILENAME ? null : name;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static ProblemException invalid(String code, String message) {
        return ProblemException.invalid(POINTER, code, message);
    }

    @Override
    public String toString() {
        return uri.toString();
    }
}
