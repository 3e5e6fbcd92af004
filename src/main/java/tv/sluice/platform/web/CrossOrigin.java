package tv.sluice.platform.web;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** What lets a page of another origin read an answer (CORS, WHATWG Fetch). */
public final class CrossOrigin {
    private static final String ANSWER_HEADERS =
            "Allow, Deprecation, ETag, Idempotency-Replayed, Link, Location, RateLimit,"
                    + " RateLimit-Policy, Retry-After, Sunset, traceresponse, WWW-Authenticate, " + RequestId.HEADER;

    private CrossOrigin() {}

    /** The page of this origin that made the request may read the answer. */
    public static void admit(RoutingContext routing, String origin) {
        routing.response()
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin)
                .putHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, ANSWER_HEADERS);
    }
}
