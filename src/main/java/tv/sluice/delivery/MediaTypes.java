package tv.sluice.delivery;

import tv.sluice.cmaf.Rendition;

/** The media types of what is served. */
final class MediaTypes {
    static final String HLS = "application/vnd.apple.mpegurl";
    static final String DASH = "application/dash+xml";
    static final String JPEG = "image/jpeg";
    static final String PROBLEM = "application/problem+json";

    private MediaTypes() {}

    static String of(Rendition.Kind kind) {
        return switch (kind) {
            case VIDEO -> "video/mp4";
            case AUDIO -> "audio/mp4";
        };
    }
}
