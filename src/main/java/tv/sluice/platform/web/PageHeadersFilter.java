package tv.sluice.platform.web;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Tells browsers what our pages may not do, on top of what each page says of itself, and how long files can be kept: those named after
 * their content for ever, all others until they are asked for again.
 */
@Singleton
final class PageHeadersFilter {
    private static final String POLICY =
            "frame-ancestors 'self'; base-uri 'none'; form-action 'none'; object-src 'none'";
    private static final String FOR_EVER = "public, max-age=31536000, immutable";

    void register(@Observes Filters filters) {
        filters.register(this::prepare, FilterOrder.BROWSER);
    }

    private void prepare(RoutingContext routing) {
        String path = routing.request().path();
        routing.response().headers().set("X-Content-Type-Options", "nosniff");
        if (path != null && isFile(path)) {
            // Set last, for the file handler has an opinion of its own.
            routing.addHeadersEndHandler(ignored -> decorate(
                    path, routing.response().getStatusCode(), routing.response().headers()));
        }
        routing.next();
    }

    private static void decorate(String path, int status, MultiMap headers) {
        headers.set("Content-Security-Policy", POLICY).set("Referrer-Policy", "no-referrer");
        boolean found = status == 200 || status == 304 || status == 206;
        headers.set(HttpHeaders.CACHE_CONTROL, found && path.startsWith("/assets/") ? FOR_EVER : "no-cache");
        if (found && (path.endsWith(".js") || path.endsWith(".css") || path.endsWith(".yaml"))) {
            // The player and the contract are for other sites as well; they hold nothing that is not public.
            headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
        }
    }

    private static boolean isFile(String path) {
        return !path.startsWith("/v1/") && !path.startsWith("/tus/") && !path.startsWith("/q/");
    }
}
