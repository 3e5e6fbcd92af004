package tv.sluice.platform.net;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/** The end of a connection whose other side takes nothing any more: an orderly close would wait for what has been written to be taken. */
public final class Abort {
    private Abort() {}

    /** Closes the connection at once; what was written and not taken is thrown away. On the connection's event loop. */
    public static void connection(HttpConnection connection) {
        if (connection instanceof ConnectionBase base) {
            // Beyond Vert.x's own handler, which would wait.
            var unused = base.channelHandlerContext().close();
        } else {
            connection.close();
        }
    }
}
