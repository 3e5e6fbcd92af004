package tv.sluice.platform.web;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.TreeSet;
import tv.sluice.platform.error.ProblemException;
import tv.sluice.platform.error.ProblemType;

/** Finds the operation of the contract that a request under {@code /v1} calls; what the contract does not have ends here. */
@Singleton
final class RouteFilter {
    private static final String ROOT = "/v1";

    private final Contract contract;
    private final ProblemWriter problems;

    RouteFilter(Contract contract, ProblemWriter problems) {
        this.contract = contract;
        this.problems = problems;
    }

    void register(@Observes Filters filters) {
        filters.register(problems.guarded(this::route), FilterOrder.ROUTE);
    }

    /** What fails on its way through the router itself looks like every other failure. */
    void register(@Observes Router router) {
        router.route(ROOT + "/*").failureHandler(problems::writeFailure);
    }

    private void route(RoutingContext routing) {
        String path = routing.normalizedPath();
        if (!path.equals(ROOT) && !path.startsWith(ROOT + '/')) {
            routing.next();
            return;
        }
        Contract.Match match = contract.match(path);
        if (match == null) {
            throw new ProblemException(
                    ProblemType.NOT_FOUND,
                    "There is nothing at " + Violations.shortened(path) + "; see /openapi.yaml.");
        }
        routing.pathParams().putAll(match.parameters());
        call(routing, match.route());
    }

    private static void call(RoutingContext routing, Contract.Route route) {
        String method = routing.request().method().name();
        Operation operation = route.operations().get(method.equals("HEAD") ? "GET" : method);
        if (operation != null) {
            operation.isCalledBy(routing);
            operation.lifecycle().tell(routing.response());
            routing.next();
            return;
        }
        String allowed = String.join(", ", allowed(route));
        routing.response().putHeader(HttpHeaders.ALLOW, allowed);
        if (method.equals("OPTIONS")) {
            routing.response().setStatusCode(204).end();
            return;
        }
        throw new ProblemException(
                ProblemType.METHOD_NOT_ALLOWED,
                "Got " + Violations.shortened(method) + ", expected one of " + allowed + '.');
    }

    private static Set<String> allowed(Contract.Route route) {
        Set<String> methods = new TreeSet<>(route.operations().keySet());
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        methods.add("OPTIONS");
        return methods;
    }
}
