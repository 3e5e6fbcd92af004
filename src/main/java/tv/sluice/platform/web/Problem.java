package tv.sluice.platform.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.error.FieldError;
import tv.sluice.platform.error.ProblemException;

/** Problem details (RFC 9457) as the contract has them. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record Problem(
        String type,
        String title,
        int status,
        @Nullable String detail,
        String code,
        String culprit,
        List<FieldError> errors,
        String requestId) {
    /** Media type of a problem. */
    static final String MEDIA_TYPE = "application/problem+json";

    private static final String TYPE_PREFIX = "urn:sluice:problem:";

    static Problem of(ProblemException problem, String requestId) {
        return new Problem(
                TYPE_PREFIX + problem.type().code(),
                problem.type().title(),
                problem.type().status(),
                problem.detail(),
                problem.type().code(),
                problem.type().culprit().name().toLowerCase(Locale.ROOT),
                problem.errors(),
                requestId);
    }
}
