package tv.sluice.delivery;

import java.util.Locale;

/** What a request asks for, of one playback id. */
sealed interface Asset {
    /** The HLS multivariant playlist. */
    record Multivariant() implements Asset {}

    /** The DASH manifest. */
    record Manifest() implements Asset {}

    /** The large still. */
    record Poster() implements Asset {}

    /** The small still closest to a second of the video. */
    record Thumbnail(double time) implements Asset {}

    /** The HLS media playlist of a rendition. */
    record MediaPlaylist(String renditionId) implements Asset {}

    /** What a player needs before a rendition's first segment. */
    record Init(String renditionId) implements Asset {}

    /** A few seconds of a rendition. */
    record Segment(String renditionId, int number) implements Asset {}

    /** The kinds, as metrics and logs name them. */
    enum Kind {
        MULTIVARIANT,
        MANIFEST,
        POSTER,
        THUMBNAIL,
        MEDIA_PLAYLIST,
        INIT,
        SEGMENT,
        NONE;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    default Kind kind() {
        return switch (this) {
            case Multivariant() -> Kind.MULTIVARIANT;
            case Manifest() -> Kind.MANIFEST;
            case Poster() -> Kind.POSTER;
            case Thumbnail(double ignored) -> Kind.THUMBNAIL;
            case MediaPlaylist(String ignored) -> Kind.MEDIA_PLAYLIST;
            case Init(String ignored) -> Kind.INIT;
            case Segment(String ignored, int alsoIgnored) -> Kind.SEGMENT;
        };
    }

    /** Whether it is a still, which pages show before anybody watches. */
    default boolean isPicture() {
        return kind() == Kind.POSTER || kind() == Kind.THUMBNAIL;
    }

    /** Whether it is media that a session may go on fetching for a while after its playback token has expired. */
    default boolean isMedia() {
        return switch (kind()) {
            case INIT, SEGMENT -> true;
            case MULTIVARIANT, MANIFEST, POSTER, THUMBNAIL, MEDIA_PLAYLIST, NONE -> false;
        };
    }
}
