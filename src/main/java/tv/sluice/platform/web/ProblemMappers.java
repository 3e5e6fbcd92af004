package tv.sluice.platform.web;

import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import tv.sluice.platform.error.ProblemException;

/** Turns what resources throw into problems (RFC 9457). */
final class ProblemMappers {
    private final ProblemWriter problems;

    ProblemMappers(ProblemWriter problems) {
        this.problems = problems;
    }

    @ServerExceptionMapper
    Response problem(ProblemException failure, RoutingContext routing) {
        return response(failure, routing);
    }

    @ServerExceptionMapper
    Response refusal(WebApplicationException failure, RoutingContext routing) {
        return response(failure, routing);
    }

    @ServerExceptionMapper
    Response failure(Throwable failure, RoutingContext routing) {
        return response(failure, routing);
    }

    private Response response(Throwable failure, RoutingContext routing) {
        Problem problem = Problem.of(Failures.asProblem(failure, routing), RequestId.of(routing));
        return Response.status(problem.status())
                .type(Problem.MEDIA_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(problems.bytes(problem))
                .build();
    }
}
