package tv.sluice.platform.web;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.MDC;

/** Gives every HTTP request its id and its place in a trace before anything else sees it, static files and uploads included. */
@Singleton
final class RequestIdFilter {
    void register(@Observes Filters filters) {
        filters.register(this::identify, FilterOrder.REQUEST_ID);
    }

    private void identify(RoutingContext routing) {
        String id = RequestId.of(routing);
        MDC.put(RequestId.LOG_KEY, id);
        TraceContext trace = TraceContext.of(routing.request().getHeader(TraceContext.REQUEST_HEADER));
        trace.isOf(routing);
        MDC.put(TraceContext.LOG_KEY, trace.traceId());
        routing.response().putHeader(RequestId.HEADER, id).putHeader(TraceContext.RESPONSE_HEADER, trace.header());
        routing.next();
    }
}
