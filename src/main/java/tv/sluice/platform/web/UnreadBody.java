package tv.sluice.platform.web;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.TimeUnit;

/**
 * What becomes of a body that nobody wants after the request has been answered: a little of it is thrown away, so that the client gets
 * to read the answer, then the connection is closed. Closing at once would make its network stack drop the answer.
 */
public final class UnreadBody {
    private static final long MAX_BYTES = 16 << 20;
    private static final int MAX_SMALL_DIGITS = 4;
    private static final long MAX_MILLIS = TimeUnit.SECONDS.toMillis(3);

    private UnreadBody() {}

    /** Call it before the response is ended. */
    public static void discard(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        if (request.isEnded()) {
            return;
        }
        if (isSmall(request)) {
            request.handler(chunk -> {});
            request.resume();
            return;
        }
        if (request.version() != HttpVersion.HTTP_2) {
            routing.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        long[] left = {MAX_BYTES};
        request.handler(chunk -> {
            left[0] -= chunk.length();
            if (left[0] < 0) {
                close(request);
            }
        });
        long timer = routing.vertx().setTimer(MAX_MILLIS, late -> close(request));
        request.endHandler(ended -> routing.vertx().cancelTimer(timer));
        request.exceptionHandler(gone -> routing.vertx().cancelTimer(timer));
        request.resume();
    }

    /** So small that reading it to its end is cheaper than a new connection. */
    private static boolean isSmall(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null
                ? !request.headers().contains(HttpHeaders.TRANSFER_ENCODING) && request.version() != HttpVersion.HTTP_2
                : length.length() <= MAX_SMALL_DIGITS;
    }

    private static void close(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2) {
            request.response().reset();
        } else {
            request.connection().close();
        }
    }
}
