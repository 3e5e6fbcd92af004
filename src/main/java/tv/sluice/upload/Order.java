package tv.sluice.upload;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A request to take bytes.
 *
 * @param offset where they begin, which must be where the upload's bytes end
 * @param contentLength how many they are, if known
 * @param checksum what they must hash to, if anything
 * @param toTheEnd whether the end of the bytes is the end of the file, if its length is not known
 * @param until when they have to be here
 */
record Order(
        long offset,
        OptionalLong contentLength,
        @Nullable Checksum checksum,
        boolean toTheEnd,
        Instant until,
        Pace pace,
        Source source) {

    /**
     * Where bytes come from.
     *
     * @param stream brings the bytes; paused
     * @param context the stream's event loop
     * @param ready called when the bytes are welcome
     */
    record Source(ReadStream<Buffer> stream, Context context, Runnable ready) {}
}
