package tv.sluice.media;

import org.jspecify.annotations.Nullable;

/** Media that could not be read or made. The message is a sentence for people; the technical detail is the cause. */
public final class MediaException extends Exception {
    private static final long serialVersionUID = 1L;

    private final MediaFault fault;

    MediaException(MediaFault fault, String message) {
        this(fault, message, null);
    }

    MediaException(MediaFault fault, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.fault = fault;
    }

    public MediaFault fault() {
        return fault;
    }

    public String code() {
        return fault.code();
    }

    /** The sentence for people. */
    public String sentence() {
        return String.valueOf(getMessage());
    }

    public boolean retryable() {
        return fault.retryable();
    }
}
