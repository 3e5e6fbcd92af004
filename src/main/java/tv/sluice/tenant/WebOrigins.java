package tv.sluice.tenant;

import java.util.List;
import java.util.Locale;

/** Web origins as browsers write them (RFC 6454): in small letters and without the default port. */
final class WebOrigins {
    private static final String HTTP = "http://";

    private WebOrigins() {}

    static List<String> normal(List<String> origins) {
        return origins.stream().map(WebOrigins::normal).distinct().toList();
    }

    private static String normal(String origin) {
        String small = origin.toLowerCase(Locale.ROOT);
        String port = small.startsWith(HTTP) ? ":80" : ":443";
        return small.endsWith(port) ? small.substring(0, small.length() - port.length()) : small;
    }
}
