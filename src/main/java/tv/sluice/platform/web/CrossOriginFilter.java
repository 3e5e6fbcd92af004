package tv.sluice.platform.web;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;

/**
 * Lets pages of the configured origins call the API under {@code /v1} from a browser (CORS, WHATWG Fetch). Uploads and playback have their
 * own rules. Whom it does not know it does not answer; the browser then keeps the answer from the page.
 */
@Singleton
final class CrossOriginFilter {
    private static final String METHODS = "GET, HEAD, POST, PATCH, DELETE";
    private static final String REQUEST_HEADERS =
            "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, Sluice-Environment, Sluice-Grant, Sluice-Tenant,"
                    + " traceparent, tracestate, "
                    + RequestId.HEADER;
    private static final String ANSWER_HEADERS =
            "Allow, Deprecation, ETag, Idempotency-Replayed, Link, Location, RateLimit,"
                    + " RateLimit-Policy, Retry-After, Sunset, traceresponse, WWW-Authenticate, " + RequestId.HEADER;
    private static final String TWO_HOURS = "7200";

    private final Set<String> origins;

    CrossOriginFilter(ApiConfig config) {
        this.origins = Set.copyOf(config.corsOrigins().orElse(List.of()));
    }

    void register(@Observes Filters filters) {
        if (!origins.isEmpty()) {
            filters.register(this::admit, FilterOrder.BROWSER);
        }
    }

    private void admit(RoutingContext routing) {
        String origin = routing.request().getHeader(HttpHeaders.ORIGIN);
        if (!routing.normalizedPath().startsWith("/v1/")) {
            routing.next();
            return;
        }
        MultiMap headers = routing.response().headers();
        headers.add(HttpHeaders.VARY, "Origin");
        if (origin == null || !origins.contains(origin)) {
            routing.next();
            return;
        }
        headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin)
                .set(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, ANSWER_HEADERS);
        if (isPreflight(routing)) {
            headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS)
                    .set(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, REQUEST_HEADERS)
                    .set(HttpHeaders.ACCESS_CONTROL_MAX_AGE, TWO_HOURS);
            routing.response().setStatusCode(204).end();
        } else {
            routing.next();
        }
    }

    private static boolean isPreflight(RoutingContext routing) {
        return routing.request().method() == HttpMethod.OPTIONS
                && routing.request().headers().contains(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD);
    }
}
