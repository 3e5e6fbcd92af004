package tv.sluice.platform.web;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.MDC;

/** Gives every HTTP request its id before anything else sees it, static files and uploads included. */
@Singleton
final class RequestIdFilter {
    private static final int FIRST = 10_000;

    void register(@Observes Filters filters) {
        filters.register(this::identify, FIRST);
    }

    private void identify(RoutingContext routing) {
        String id = RequestId.of(routing);
        MDC.put(RequestId.LOG_KEY, id);
        routing.response().putHeader(RequestId.HEADER, id);
        routing.next();
    }
}
