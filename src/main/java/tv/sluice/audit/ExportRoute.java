package tv.sluice.audit;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import tv.sluice.platform.error.ProblemException;
import tv.sluice.platform.error.ProblemType;
import tv.sluice.platform.web.Actor;
import tv.sluice.platform.web.ProblemWriter;

/**
 * {@code GET /v1/audit/export}: a route of its own, because its answer has no end worth keeping in memory. It is behind the same filters as
 * all operations of the contract.
 */
@Singleton
final class ExportRoute {
    private static final String PATH = "/v1/audit/export";
    private static final String NDJSON = "application/x-ndjson";
    private static final String RETRY_SECONDS = "30";

    private final AuditService audit;
    private final ProblemWriter problems;
    private final AuditConfig config;
    private final AtomicInteger running = new AtomicInteger();

    ExportRoute(AuditService audit, ProblemWriter problems, AuditConfig config) {
        this.audit = audit;
        this.problems = problems;
        this.config = config;
    }

    void register(@Observes Router router) {
        router.route(HttpMethod.GET, PATH).handler(problems.guarded(this::export));
        router.route(HttpMethod.HEAD, PATH).handler(problems.guarded(ExportRoute::head));
    }

    private static void head(RoutingContext routing) {
        described(routing).end();
    }

    private void export(RoutingContext routing) {
        String space = Objects.requireNonNull(Actor.of(routing), "the operation is secured")
                .tenantId();
        Instant from = Instants.parse("from", routing.queryParams().get("from"));
        Instant to = Instants.parse("to", routing.queryParams().get("to"));
        admit(routing);
        audit.range(space, from, to)
                .subscribe()
                .with(
                        problems.guarded(routing, range -> begin(routing, space, range)),
                        failure -> problems.write(routing, failure));
    }

    private void begin(RoutingContext routing, String space, SequenceRange range) {
        described(routing).setChunked(true);
        new Export(routing, audit, space, range, config.stallTimeout()).run();
    }

    private void admit(RoutingContext routing) {
        if (running.incrementAndGet() > config.maxExports()) {
            running.decrementAndGet();
            routing.response().putHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
            throw new ProblemException(
                    ProblemType.UNAVAILABLE,
                    "There are " + config.maxExports() + " exports running here already (sluice.audit.max-exports).");
        }
        routing.addEndHandler(ended -> running.decrementAndGet());
    }

    private static HttpServerResponse described(RoutingContext routing) {
        return routing.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, NDJSON)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    }
}
