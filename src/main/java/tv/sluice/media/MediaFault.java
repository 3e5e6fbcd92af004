package tv.sluice.media;

import java.util.Locale;

/** What can go wrong with media. A fault of the source is final; after a fault of the machine another attempt may succeed. */
public enum MediaFault {
    SOURCE_EMPTY(false),
    SOURCE_NOT_MEDIA(false),
    /** The end of the file is missing, and with it its index or much of its content. */
    SOURCE_TRUNCATED(false),
    /** It looks like media, but what it holds cannot be decoded. */
    SOURCE_DAMAGED(false),
    SOURCE_NO_TRACKS(false),
    SOURCE_UNSUPPORTED_CODEC(false),
    SOURCE_TOO_LARGE_PICTURE(false),
    SOURCE_TOO_SMALL_PICTURE(false),
    SOURCE_TOO_LONG(false),
    /** Looking at it took longer than any honest file needs. */
    SOURCE_TIMEOUT(false),
    SOURCE_MISSING(true),
    ENCODER_TIMEOUT(true),
    ENCODER_FAILED(true),
    DISK_FULL(true);

    private final boolean retryable;

    MediaFault(boolean retryable) {
        this.retryable = retryable;
    }

    /** The stable code of the contract, e.g. {@code source_not_media}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean retryable() {
        return retryable;
    }
}
