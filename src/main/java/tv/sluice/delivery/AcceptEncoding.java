package tv.sluice.delivery;

import java.util.Locale;
import java.util.regex.Pattern;

/** Reads {@code Accept-Encoding} (RFC 9110, section 12.5.3). */
final class AcceptEncoding {
    private static final Pattern ZERO = Pattern.compile("q=0(\\.0{0,3})?");

    private AcceptEncoding() {}

    /** Whether gzip is named with a weight above zero; {@code *} alone is no reason to compress. */
    static boolean allowsGzip(String header) {
        for (String each : header.toLowerCase(Locale.ROOT).split(",", -1)) {
            int semicolon = each.indexOf(';');
            String coding = (semicolon < 0 ? each : each.substring(0, semicolon)).strip();
            if (coding.equals("gzip") || coding.equals("x-gzip")) {
                String weight =
                        semicolon < 0 ? "" : each.substring(semicolon + 1).replace(" ", "");
                return !ZERO.matcher(weight).matches();
            }
        }
        return false;
    }
}
