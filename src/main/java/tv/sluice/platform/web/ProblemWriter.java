package tv.sluice.platform.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;
import tv.sluice.platform.error.ProblemException;
import tv.sluice.platform.error.ProblemType;

/** Ends a request with a problem (RFC 9457), for routes that are not JAX-RS resources; those have ProblemMappers, which look the same. */
@ApplicationScoped
public class ProblemWriter {
    private static final Logger LOG = Logger.getLogger(ProblemWriter.class);
    private static final String INTERNAL_DETAIL =
            "The failure has been logged under this request id. Nothing in the request needs to change.";

    private final ObjectMapper json;

    ProblemWriter(ObjectMapper json) {
        this.json = json;
    }

    /**
     * Ends the response with the problem that this failure is; anything but a ProblemException is logged and becomes {@code internal}. If
     * the response has begun already, its connection is closed, so that the client notices.
     */
    public void write(RoutingContext routing, Throwable failure) {
        Problem problem = Problem.of(asProblem(failure, routing), RequestId.of(routing));
        var response = routing.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (response.headWritten()) {
            routing.request().connection().close();
            return;
        }
        response.setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        Buffer body = Buffer.buffer(bytes(problem));
        if (routing.request().method() == HttpMethod.HEAD) {
            response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
            response.end();
        } else {
            response.end(body);
        }
    }

    /** The problem that a failure is; what nobody foresaw is logged with its stack and shown without it. */
    static ProblemException asProblem(Throwable failure, RoutingContext routing) {
        if (failure instanceof ProblemException problem) {
            return problem;
        }
        LOG.errorf(
                failure,
                "Request %s: %s %s failed",
                RequestId.of(routing),
                routing.request().method(),
                routing.request().path());
        return new ProblemException(ProblemType.INTERNAL, INTERNAL_DETAIL);
    }

    private byte[] bytes(Problem problem) {
        try {
            return json.writeValueAsBytes(problem);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A problem cannot be written as JSON", e);
        }
    }
}
