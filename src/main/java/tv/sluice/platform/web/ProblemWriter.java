package tv.sluice.platform.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Consumer;

/** Ends a request with a problem (RFC 9457): what is not a JAX-RS resource calls it, those have ProblemMappers, and both look the same. */
@ApplicationScoped
public class ProblemWriter {
    private final ObjectMapper json;

    ProblemWriter(ObjectMapper json) {
        this.json = json;
    }

    /**
     * Ends the response with the problem that this failure is; anything but a ProblemException is logged and becomes {@code internal}. If
     * the response has begun already, its connection is closed, so that the client notices.
     */
    public void write(RoutingContext routing, Throwable failure) {
        HttpServerResponse response = routing.response();
        if (response.ended() || response.closed()) {
            return;
        }
        Problem problem = Problem.of(Failures.asProblem(failure, routing), RequestId.of(routing));
        if (response.headWritten()) {
            routing.request().connection().close();
            return;
        }
        byte[] body = bytes(problem);
        response.setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length));
        UnreadBody.discard(routing);
        if (routing.request().method() == HttpMethod.HEAD) {
            response.end();
        } else {
            response.end(Buffer.buffer(body));
        }
    }

    byte[] bytes(Problem problem) {
        try {
            return json.writeValueAsBytes(problem);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A problem cannot be written as JSON", e);
        }
    }

    /** The handler, whose exceptions end the request as problems. */
    public Handler<RoutingContext> guarded(Handler<RoutingContext> handler) {
        return routing -> guarded(routing, handler::handle).accept(routing);
    }

    /** The step, whose exceptions end the request as problems. */
    public <T> Consumer<T> guarded(RoutingContext routing, Consumer<? super T> step) {
        return value -> {
            try {
                step.accept(value);
            } catch (RuntimeException failure) {
                write(routing, failure);
            }
        };
    }

    Consumer<Throwable> writing(RoutingContext routing) {
        return failure -> write(routing, failure);
    }

    /** Ends a request that the router gave up. */
    void writeFailure(RoutingContext routing) {
        Throwable failure = routing.failure();
        write(routing, failure != null ? failure : Failures.ofStatus(routing.statusCode(), "The request was refused."));
    }
}
