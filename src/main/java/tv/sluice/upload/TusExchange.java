package tv.sluice.upload;

import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.error.ProblemException;
import tv.sluice.platform.journal.Origin;
import tv.sluice.platform.web.UnreadBody;

/** One request to an upload URL and the answer to it. Everything happens on the request's event loop. */
final class TusExchange {
    static final String TOKEN = "uploadToken";
    static final String METHODS = "POST, HEAD, PATCH, PUT, DELETE, OPTIONS";

    private static final String REQUEST_HEADERS =
            "Content-Type, Tus-Resumable, Upload-Length, Upload-Defer-Length, Upload-Offset, "
                    + "Upload-Metadata, Upload-Checksum, X-HTTP-Method-Override, X-Request-Id, X-Requested-With";
    private static final String RESPONSE_HEADERS =
            "Upload-Offset, Upload-Length, Upload-Defer-Length, Upload-Expires, Location, "
                    + "Tus-Version, Tus-Resumable, Tus-Max-Size, Tus-Extension, Tus-Checksum-Algorithm, Retry-After, X-Request-Id";
    private static final String PREFLIGHT_SECONDS = "7200";

    /** By method, what stands behind {@code tus} in the contract's names of the operations. */
    private static final Map<String, String> OPERATIONS =
            Map.of("POST", "Create", "HEAD", "Head", "PATCH", "Patch", "PUT", "Put", "DELETE", "Terminate");

    private final RoutingContext routing;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Context context;
    private final TusHeaders headers;

    TusExchange(RoutingContext routing) {
        this.routing = routing;
        this.request = routing.request();
        this.response = routing.response();
        this.context = routing.vertx().getOrCreateContext();
        this.headers = new TusHeaders(request.headers());
        if (mayHaveBody()) {
            request.pause();
        }
        response.putHeader(TusHeaders.RESUMABLE, TusHeaders.VERSION);
        response.putHeader("Cache-Control", "no-store");
    }

    RoutingContext routing() {
        return routing;
    }

    HttpServerRequest request() {
        return request;
    }

    Context context() {
        return context;
    }

    Executor executor() {
        return work -> context.runOnContext(ignored -> work.run());
    }

    TusHeaders headers() {
        return headers;
    }

    String method() {
        return headers.method(request.method().name());
    }

    Optional<UploadToken> token() {
        @Nullable String token = routing.pathParam(TOKEN);
        return token == null ? Optional.empty() : UploadToken.of(token);
    }

    /** Lets pages of the upload's web origin read the answer; 403 if the request comes from a page of another one. */
    void admit(Upload upload) {
        if (!allowOrigin(upload)) {
            throw new ProblemException(
                    UploadProblems.ORIGIN_REFUSED, "This upload can be used from " + upload.corsOrigin() + " only.");
        }
        response.putHeader("Access-Control-Expose-Headers", RESPONSE_HEADERS);
    }

    /** What the request does is done by whoever has the URL of this upload. */
    void isOf(Upload upload) {
        Origin.uploadUrl(routing, upload.id(), "tus" + OPERATIONS.getOrDefault(method(), method()));
    }

    private boolean allowOrigin(Upload upload) {
        @Nullable String origin = headers.origin();
        @Nullable String only = upload.corsOrigin();
        if (only != null) {
            response.putHeader("Vary", "Origin");
        }
        if (origin != null && (only == null || only.equals(origin))) {
            response.putHeader("Access-Control-Allow-Origin", only == null ? "*" : only);
        }
        return origin == null || only == null || only.equals(origin);
    }

    /** Answers OPTIONS: what the server can do, and whether a page may use this URL; an unknown URL looks like a foreign one. */
    void capabilities(Optional<Upload> upload, long maxBytes) {
        response.putHeader("Tus-Version", TusHeaders.VERSION)
                .putHeader("Tus-Extension", TusHeaders.EXTENSIONS)
                .putHeader("Tus-Max-Size", Long.toString(maxBytes))
                .putHeader("Tus-Checksum-Algorithm", Checksum.ALGORITHMS)
                .putHeader("Access-Control-Allow-Methods", METHODS)
                .putHeader("Access-Control-Allow-Headers", REQUEST_HEADERS)
                .putHeader("Access-Control-Max-Age", PREFLIGHT_SECONDS);
        upload.ifPresent(this::allowOrigin);
        end(204);
    }

    /** Ends with no body: the state of the upload is in the headers. */
    void state(int status, Upload upload, long offset) {
        response.putHeader(TusHeaders.OFFSET, Long.toString(offset));
        response.putHeader(
                "Upload-Expires",
                DateTimeFormatter.RFC_1123_DATE_TIME.format(upload.expiresAt().atOffset(ZoneOffset.UTC)));
        end(status);
    }

    void length(Upload upload) {
        if (upload.size() == null) {
            response.putHeader(TusHeaders.DEFER_LENGTH, "1");
        } else {
            response.putHeader(TusHeaders.LENGTH, upload.size().toString());
        }
    }

    void metadata(Upload upload) {
        if (upload.filename() != null) {
            response.putHeader(TusHeaders.METADATA, UploadMetadata.ofFilename(upload.filename()));
        }
    }

    void location(String url) {
        response.putHeader("Location", url);
    }

    void end(int status) {
        if (hasBody()) {
            UnreadBody.discard(routing);
        } else {
            request.resume();
        }
        response.setStatusCode(status).end();
    }

    /** Bytes must not get lost before somebody is ready to take them. */
    private boolean mayHaveBody() {
        return switch (request.method().name()) {
            case "POST", "PATCH", "PUT" -> true;
            default -> false;
        };
    }

    boolean hasBody() {
        return mayHaveBody() && !bodyLength().equals(OptionalLong.of(0));
    }

    /** Bytes of the body, if the client says how many there are. */
    OptionalLong bodyLength() {
        OptionalLong length = headers.contentLength();
        boolean openEnded =
                request.version() == HttpVersion.HTTP_2 || request.headers().contains("Transfer-Encoding");
        return length.isPresent() || openEnded ? length : OptionalLong.of(0);
    }

    /** Says that the bytes are welcome, if the client asked. */
    void welcomeBytes() {
        if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
            response.writeContinue();
        }
    }
}
