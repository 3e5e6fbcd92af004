package tv.sluice.platform.net;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;

/** Shows a received buffer to the JDK's channels without copying it. */
public final class BufferView {
    private BufferView() {}

    /** The buffer's own bytes. */
    @SuppressWarnings("deprecation") // The one way to the bytes that does not copy them.
    public static ByteBuffer of(Buffer buffer) {
        return buffer.getByteBuf().nioBuffer();
    }
}
