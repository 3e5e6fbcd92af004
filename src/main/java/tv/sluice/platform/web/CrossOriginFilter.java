package tv.sluice.platform.web;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;

/**
 * Lets pages call the API under {@code /v1} from a browser (CORS, WHATWG Fetch). Uploads and playback have their own rules. A page may ask
 * whether it may call whatever its origin is, since that question carries no credential; the answer to the call itself is kept from it by
 * the browser unless its origin is configured, or the credential is for pages of its origin ({@link CrossOrigin#admit}).
 */
@Singleton
final class CrossOriginFilter {
    private static final String METHODS = "GET, HEAD, POST, PATCH, DELETE";
    private static final String REQUEST_HEADERS =
            "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, Last-Event-ID, Sluice-Environment,"
                    + " Sluice-Grant, Sluice-Tenant, traceparent, tracestate, "
                    + RequestId.HEADER;
    private static final String TWO_HOURS = "7200";

    private final Set<String> origins;

    CrossOriginFilter(ApiConfig config) {
        this.origins = Set.copyOf(config.corsOrigins().orElse(List.of()));
    }

    void register(@Observes Filters filters) {
        filters.register(this::admit, FilterOrder.BROWSER);
    }

    private void admit(RoutingContext routing) {
        String origin = routing.request().getHeader(HttpHeaders.ORIGIN);
        if (!routing.normalizedPath().startsWith("/v1/")) {
            routing.next();
            return;
        }
        routing.response().headers().add(HttpHeaders.VARY, "Origin");
        if (origin != null && isPreflight(routing)) {
            routing.response()
                    .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin)
                    .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS)
                    .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, REQUEST_HEADERS)
                    .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, TWO_HOURS)
                    .setStatusCode(204)
                    .end();
            return;
        }
        if (origin != null && origins.contains(origin)) {
            CrossOrigin.admit(routing, origin);
        }
        routing.next();
    }

    private static boolean isPreflight(RoutingContext routing) {
        return routing.request().method() == HttpMethod.OPTIONS
                && routing.request().headers().contains(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD);
    }
}
