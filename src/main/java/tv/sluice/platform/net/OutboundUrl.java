package tv.sluice.platform.net;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import tv.sluice.platform.error.ProblemException;

/**
 * A URL of somebody else that may be asked for something: http or https, without user name and password, at port 80, 443 or above 1023.
 * Lower ports belong to services that speak something else.
 */
public record OutboundUrl(URI uri) {
    private static final int MAX_LENGTH = 2048;
    private static final int FIRST_FREE_PORT = 1024;
    private static final int LAST_PORT = 65_535;
    /** WHATWG URL, "ends in a number checker". */
    private static final Pattern ENDS_IN_A_NUMBER = Pattern.compile("(^|\\.)([0-9]+|0[xX][0-9a-fA-F]*)\\.?$");

    private static final Pattern DOTTED_DECIMAL = Pattern.compile("(?:(?:0|[1-9][0-9]{0,2})(?:\\.(?!$)|$)){4}");

    /**
     * Reads it; refuses what is none.
     *
     * @param pointer where the text stands in the request
     */
    public static OutboundUrl parse(String pointer, String text) {
        if (text.length() > MAX_LENGTH) {
            throw ProblemException.invalid(
                    pointer, "too_long", "A URL of at most " + MAX_LENGTH + " characters was expected.");
        }
        try {
            return checked(pointer, new URI(new URI(text).toASCIIString()));
        } catch (URISyntaxException e) {
            throw ProblemException.invalid(
                    pointer, "bad_url", "This is not a URL; characters such as spaces must be percent-encoded.");
        }
    }

    /** 127.1, 0177.0.0.1, 0x7f000001: addresses that some readers take for one thing and others for another. */
    private static boolean isOddNumber(String host) {
        return ENDS_IN_A_NUMBER.matcher(host).find()
                && !DOTTED_DECIMAL.matcher(host).matches();
    }

    private static OutboundUrl checked(String pointer, URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw ProblemException.invalid(pointer, "bad_scheme", "An http or https URL was expected.");
        }
        if (uri.getRawUserInfo() != null
                || (uri.getRawAuthority() != null && uri.getRawAuthority().contains("@"))) {
            throw ProblemException.invalid(pointer, "user_info", "The URL must not carry a user name or password.");
        }
        if (uri.getHost() == null || uri.getHost().contains("%") || isOddNumber(uri.getHost())) {
            throw ProblemException.invalid(pointer, "bad_host", "The URL has no host name, or one that is not valid.");
        }
        OutboundUrl url = new OutboundUrl(uri);
        int port = url.port();
        if (port != 80 && port != 443 && (port < FIRST_FREE_PORT || port > LAST_PORT)) {
            throw ProblemException.invalid(
                    pointer, "bad_port", "Port 80, 443 or one above 1023 was expected, not " + port + ".");
        }
        return url;
    }

    public boolean isSecure() {
        return "https".equalsIgnoreCase(uri.getScheme());
    }

    public int port() {
        int scheme = isSecure() ? 443 : 80;
        return uri.getPort() < 0 ? scheme : uri.getPort();
    }

    /** Name or literal address, IPv6 without brackets. */
    public String host() {
        String host = uri.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** The address, if the host is not a name. Asks no name server. */
    public Optional<InetAddress> literal() {
        try {
            return Optional.of(InetAddress.ofLiteral(host()));
        } catch (IllegalArgumentException name) {
            return Optional.empty();
        }
    }

    /** Path and query. */
    public String target() {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + '?' + uri.getRawQuery();
    }

    @Override
    public String toString() {
        return uri.toString();
    }
}
