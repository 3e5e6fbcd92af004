package tv.sluice.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.error.FieldError;
import tv.sluice.platform.id.Ids;

/**
 * Reads a request's target. Every name in Sluice's URLs is made of unreserved characters (RFC 3986), so there is one spelling for each
 * resource: percent-encoding, empty segments, dots and anything unknown in the query are refused instead of normalised.
 */
final class RequestParser {
    private static final int MAX_SEGMENTS = 5;
    private static final int MOST_SHOWN = 60;
    private static final Pattern RENDITION = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,6}");
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,8}(\\.[0-9]{1,6})?");
    private static final String SEGMENT_SUFFIX = ".m4s";
    private static final Target UNKNOWN = new Target.Unknown();
    private static final Access OPEN = new Access.Open();
    private static final Asset MULTIVARIANT = new Asset.Multivariant();
    private static final Asset MANIFEST = new Asset.Manifest();
    private static final Asset POSTER = new Asset.Poster();

    private RequestParser() {}

    static Target parse(String requestTarget) {
        String target = originForm(requestTarget);
        int question = target.indexOf('?');
        String path = question < 0 ? target : target.substring(0, question);
        List<String> segments = split(path);
        if (segments == null) {
            return malformed(
                    "path:",
                    "malformed",
                    "The path must consist of segments of A-Z a-z 0-9 . _ - that do not begin with a dot.");
        }
        Query query = Query.parse(question < 0 ? "" : target.substring(question + 1));
        if (query.error() != null) {
            return new Target.Malformed(query.error());
        }
        return resource(segments, query);
    }

    /** RFC 9112, section 3.2.2: servers must take the absolute form too; the authority says nothing here. */
    private static String originForm(String target) {
        if (target.startsWith("http://") || target.startsWith("https://")) {
            int slash = target.indexOf('/', target.indexOf("//") + 2);
            return slash < 0 ? "/" : target.substring(slash);
        }
        return target;
    }

    private static @Nullable List<String> split(String path) {
        if (path.isEmpty() || path.charAt(0) != '/') {
            return null;
        }
        List<String> segments = new ArrayList<>(MAX_SEGMENTS);
        int start = 1;
        for (int i = 1; i <= path.length(); i++) {
            if (i == path.length() || path.charAt(i) == '/') {
                if (path.length() > 1 && (i == start || path.charAt(start) == '.')) {
                    return null;
                }
                segments.add(path.substring(start, i));
                start = i + 1;
            } else if (!isUnreserved(path.charAt(i))) {
                return null;
            }
        }
        return segments;
    }

    private static Target malformed(String pointer, String code, String message) {
        return new Target.Malformed(new FieldError(pointer, code, message));
    }

    private static boolean isUnreserved(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_' || c == '.';
    }

    private static Target resource(List<String> segments, Query query) {
        return switch (segments.getFirst()) {
            case "p" -> behind(OPEN, segments.subList(1, segments.size()), query);
            case "t" ->
                segments.size() < 2
                        ? UNKNOWN
                        : behind(new Access.ByToken(segments.get(1)), segments.subList(2, segments.size()), query);
            case "s" ->
                segments.size() < 2
                        ? UNKNOWN
                        : behind(new Access.BySession(segments.get(1)), segments.subList(2, segments.size()), query);
            default -> UNKNOWN;
        };
    }

    private static Target behind(Access access, List<String> rest, Query query) {
        Asset asset = switch (rest.size()) {
            case 2 -> ofVideo(rest.get(1), query);
            case 3 -> ofRendition(rest.get(1), rest.get(2));
            default -> null;
        };
        if (asset == null) {
            return UNKNOWN;
        }
        if (query.time() != null && asset.kind() != Asset.Kind.THUMBNAIL) {
            return malformed("query:time", "unknown_parameter", "Only thumbnail.jpg takes a time.");
        }
        String playbackId = rest.getFirst();
        if (!Ids.isValid("pbk", playbackId)) {
            return access instanceof Access.Open ? UNKNOWN : new Target.Refused();
        }
        return new Target.Resource(access, playbackId, asset);
    }

    private static @Nullable Asset ofVideo(String file, Query query) {
        return switch (file) {
            case "index.m3u8" -> MULTIVARIANT;
            case "manifest.mpd" -> MANIFEST;
            case "poster.jpg" -> POSTER;
            case "thumbnail.jpg" -> new Asset.Thumbnail(query.time() == null ? 0 : query.time());
            default -> null;
        };
    }

    private static @Nullable Asset ofRendition(String renditionId, String file) {
        if (!RENDITION.matcher(renditionId).matches()) {
            return null;
        }
        return switch (file) {
            case "index.m3u8" -> new Asset.MediaPlaylist(renditionId);
            case "init.mp4" -> new Asset.Init(renditionId);
            default -> segment(renditionId, file);
        };
    }

    private static @Nullable Asset segment(String renditionId, String file) {
        if (!file.endsWith(SEGMENT_SUFFIX)) {
            return null;
        }
        String number = file.substring(0, file.length() - SEGMENT_SUFFIX.length());
        return NUMBER.matcher(number).matches() ? new Asset.Segment(renditionId, Integer.parseInt(number)) : null;
    }

    /** The query: {@code time}, and what players send about themselves (CMCD, CTA-5004), which is not looked at. */
    private record Query(@Nullable Double time, @Nullable FieldError error) {
        static Query parse(String text) {
            Double time = null;
            for (String pair : text.isEmpty() ? new String[0] : text.split("&", -1)) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                if (name.equals("CMCD")) {
                    continue;
                }
                if (!name.equals("time")) {
                    return wrong(name, "unknown_parameter", "The only query parameter is time.");
                }
                if (time != null || !SECONDS.matcher(value).matches()) {
                    return wrong(name, "malformed", "The time must be given once, in seconds, e.g. time=12.5.");
                }
                time = Double.valueOf(value);
            }
            return new Query(time, null);
        }

        private static Query wrong(String name, String code, String message) {
            String shown = name.substring(0, Math.min(name.length(), MOST_SHOWN));
            return new Query(null, new FieldError("query:" + shown, code, message));
        }
    }
}
