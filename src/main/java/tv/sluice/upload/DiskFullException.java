package tv.sluice.upload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** There is no room for more bytes. */
final class DiskFullException extends IOException {
    private static final long serialVersionUID = 1L;

    DiskFullException(String message) {
        super(message);
    }

    static boolean isCauseOf(Throwable failure) {
        @Nullable Throwable cause = failure instanceof UncheckedIOException ? failure.getCause() : failure;
        return cause instanceof IOException io && recognise(io) instanceof DiskFullException;
    }

    /** The same failure, as a full disk if that is what it is: ENOSPC, EDQUOT or EFBIG in the system's words. */
    static IOException recognise(IOException failure) {
        if (failure instanceof DiskFullException) {
            return failure;
        }
        @Nullable String message = failure.getMessage();
        String text = message == null ? "" : message.toLowerCase(Locale.ROOT);
        boolean full =
                text.contains("no space left") || text.contains("quota exceeded") || text.contains("file too large");
        return full ? new DiskFullException(message == null ? "" : message) : failure;
    }
}
