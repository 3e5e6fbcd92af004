package tv.sluice.delivery;

import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.error.ProblemType;

/** What is wrong with a request before its target is looked at. */
final class RequestCheck {
    private static final String HTTP = "HTTP";
    private static final String NO_LENGTH = "0";

    private RequestCheck() {}

    /** Why the request is refused and its connection closed, because it is not certain where the next request would begin; or null. */
    static Answer.@Nullable Problem fatal(HttpRequest request) {
        DecoderResult decoded = request.decoderResult();
        if (decoded.isFailure()) {
            return undecodable(decoded.cause());
        }
        HttpVersion version = request.protocolVersion();
        if (!HTTP.equals(version.protocolName()) || version.majorVersion() != 1) {
            return new Answer.Problem(DeliveryProblems.VERSION_NOT_SUPPORTED, "Use HTTP/1.1.");
        }
        int hosts = request.headers().getAll(HttpHeaderNames.HOST).size();
        if (hosts > 1 || hosts == 0 && version.minorVersion() > 0) {
            return new Answer.Problem(
                    ProblemType.INVALID_REQUEST, "Exactly one Host header is needed (RFC 9112, 3.2).");
        }
        return announcesBody(request)
                ? new Answer.Problem(ProblemType.CONTENT_TOO_LARGE, "No request here has a body; send none.")
                : null;
    }

    private static boolean announcesBody(HttpRequest request) {
        String length = request.headers().get(HttpHeaderNames.CONTENT_LENGTH);
        return request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING)
                || length != null && !length.equals(NO_LENGTH);
    }

    private static Answer.Problem undecodable(@Nullable Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return new Answer.Problem(DeliveryProblems.URI_TOO_LONG, "The request line may have 8 KiB.");
        }
        if (cause instanceof TooLongHttpHeaderException) {
            return new Answer.Problem(
                    DeliveryProblems.HEADERS_TOO_LARGE, "All header fields together may have 16 KiB.");
        }
        return new Answer.Problem(ProblemType.INVALID_REQUEST, "This is not an HTTP/1.1 request (RFC 9112).");
    }

    /** The answer that depends on the method alone; null for GET and HEAD. */
    static @Nullable Answer byMethod(HttpMethod method) {
        if (HttpMethod.GET.equals(method) || HttpMethod.HEAD.equals(method)) {
            return null;
        }
        if (HttpMethod.OPTIONS.equals(method)) {
            return new Answer.Preflight();
        }
        return new Answer.Problem(ProblemType.METHOD_NOT_ALLOWED, "Only GET, HEAD and OPTIONS are answered here.");
    }
}
