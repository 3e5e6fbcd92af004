package tv.sluice.platform.web;

import java.util.List;
import java.util.Locale;

/** The {@code Accept} header (RFC 9110, section 12.5.1), as far as one media type can be in it or not. */
final class MediaRanges {
    private MediaRanges() {}

    static boolean accept(List<String> headers, String mediaType) {
        int best = -1;
        boolean accepted = false;
        for (String range : String.join(",", headers).split(",")) {
            String[] parts = range.split(";", -1);
            int precision = precision(parts[0].strip().toLowerCase(Locale.ROOT), mediaType);
            if (precision > best) {
                best = precision;
                accepted = !isRefusal(parts);
            }
        }
        return accepted;
    }

    /** The most precise range that covers the type decides; -1 if it does not cover it. */
    private static int precision(String range, String mediaType) {
        if (range.equals(mediaType)) {
            return 2;
        }
        if (range.endsWith("/*") && mediaType.startsWith(range.substring(0, range.length() - 1))) {
            return 1;
        }
        return range.equals("*/*") || range.equals("*") ? 0 : -1;
    }

    private static boolean isRefusal(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            if (parts[i].strip().toLowerCase(Locale.ROOT).matches("q\\s*=\\s*0(\\.0{0,3})?")) {
                return true;
            }
        }
        return false;
    }
}
