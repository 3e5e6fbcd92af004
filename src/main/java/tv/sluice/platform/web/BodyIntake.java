package tv.sluice.platform.web;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.function.Consumer;
import tv.sluice.platform.error.Culprit;
import tv.sluice.platform.error.ProblemException;
import tv.sluice.platform.error.ProblemType;

/** Takes in the body of one request, within a size and a time. */
final class BodyIntake {
    private static final long AS_IT_COMES = -1;
    private static final long UNKNOWN = -2;
    private static final ProblemType LENGTH_REQUIRED =
            ProblemType.client("length_required", 411, "The length of the body is not known");
    private static final ProblemType TOO_SLOW =
            new ProblemType("request_timeout", 408, "The request took too long to arrive", Culprit.CLIENT);

    private final HttpServerRequest request;
    private final Vertx vertx;
    private final long maxBytes;
    private final Duration timeout;
    private final Buffer bytes = Buffer.buffer();
    private boolean done;

    BodyIntake(RoutingContext routing, long maxBytes, Duration timeout) {
        this.request = routing.request();
        this.vertx = routing.vertx();
        this.maxBytes = maxBytes;
        this.timeout = timeout;
    }

    /** Refuses a body that announces itself as too large, before a byte of it is read. */
    static void checkLength(HttpServerRequest request, long maxBytes) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null && (length.length() > 18 || Long.parseLong(length) > maxBytes)) {
            throw tooLarge(maxBytes);
        }
    }

    /** Calls back once: with all bytes, or with what went wrong. A client that goes away gets no answer. */
    void read(Consumer<Buffer> whole, Consumer<Throwable> failed) {
        long wholeLength = wholeLength();
        if (wholeLength == UNKNOWN) {
            failed.accept(new ProblemException(
                    LENGTH_REQUIRED, "Over HTTP/2 a body has to be announced by Content-Length, which is missing."));
            return;
        }
        long timer = vertx.setTimer(
                timeout.toMillis(),
                ignored -> end(() -> failed.accept(new ProblemException(
                        TOO_SLOW, "The body did not arrive within " + timeout.toSeconds() + " seconds."))));
        request.exceptionHandler(gone -> end(() -> vertx.cancelTimer(timer)));
        request.handler(chunk -> {
            if (bytes.length() + chunk.length() > maxBytes) {
                end(() -> {
                    vertx.cancelTimer(timer);
                    failed.accept(tooLarge(maxBytes));
                });
            } else if (!done) {
                bytes.appendBuffer(chunk);
                if (bytes.length() == wholeLength) {
                    // Nobody may pause an HTTP/2 request that has ended, as REST does with each: its end has to wait.
                    request.pause();
                    end(() -> {
                        vertx.cancelTimer(timer);
                        whole.accept(bytes);
                    });
                }
            }
        });
        request.endHandler(ignored -> end(() -> {
            vertx.cancelTimer(timer);
            whole.accept(bytes);
        }));
        request.resume();
    }

    /** Of an HTTP/2 request, in bytes; {@link #AS_IT_COMES} if that does not matter. */
    private long wholeLength() {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (request.version() != HttpVersion.HTTP_2 || "0".equals(length)) {
            return AS_IT_COMES;
        }
        return length == null ? UNKNOWN : Long.parseLong(length);
    }

    private void end(Runnable how) {
        if (!done) {
            done = true;
            how.run();
        }
    }

    private static ProblemException tooLarge(long maxBytes) {
        return new ProblemException(
                ProblemType.CONTENT_TOO_LARGE,
                "The body may have at most " + maxBytes + " bytes (sluice.api.max-body).");
    }
}
