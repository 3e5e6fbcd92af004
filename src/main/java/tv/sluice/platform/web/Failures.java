package tv.sluice.platform.web;

import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.WebApplicationException;
import java.util.Map;
import org.jboss.logging.Logger;
import tv.sluice.platform.error.ProblemException;
import tv.sluice.platform.error.ProblemType;

/** Which problem a failure is. */
final class Failures {
    private static final Logger LOG = Logger.getLogger(Failures.class);
    private static final String INTERNAL_DETAIL =
            "The failure has been logged under this request id. It is not the request's fault.";
    private static final Map<Integer, ProblemType> BY_STATUS = Map.of(
            401, ProblemType.UNAUTHORIZED,
            403, ProblemType.FORBIDDEN,
            404, ProblemType.NOT_FOUND,
            405, ProblemType.METHOD_NOT_ALLOWED,
            406, ProblemType.NOT_ACCEPTABLE,
            413, ProblemType.CONTENT_TOO_LARGE,
            415, ProblemType.UNSUPPORTED_MEDIA_TYPE,
            503, ProblemType.UNAVAILABLE);

    private Failures() {}

    /** What nobody foresaw is logged with its stack and shown without it. */
    static ProblemException asProblem(Throwable failure, RoutingContext routing) {
        if (failure instanceof ProblemException problem) {
            return problem;
        }
        if (failure instanceof WebApplicationException refused) {
            int status = refused.getResponse().getStatus();
            if (status < 500) {
                return ofStatus(status, "The request was refused.");
            }
        }
        LOG.errorf(
                failure,
                "Request %s: %s %s failed",
                RequestId.of(routing),
                routing.request().method(),
                routing.request().path());
        return new ProblemException(ProblemType.INTERNAL, INTERNAL_DETAIL);
    }

    static ProblemException ofStatus(int status, String detail) {
        ProblemType type = BY_STATUS.get(status);
        if (type == null) {
            type = status >= 400 && status < 500 ? ProblemType.INVALID_REQUEST : ProblemType.INTERNAL;
        }
        return new ProblemException(type, detail);
    }
}
