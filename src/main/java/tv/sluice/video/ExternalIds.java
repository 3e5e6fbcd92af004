package tv.sluice.video;

import java.util.List;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.error.FieldError;
import tv.sluice.platform.error.ProblemException;
import tv.sluice.platform.error.ProblemType;

/** Tells that an external id is taken already. */
final class ExternalIds {
    private ExternalIds() {}

    static boolean isTaken(Throwable failure) {
        return failure instanceof ConstraintViolationException;
    }

    static ProblemException problem(String pointer, @Nullable String externalId) {
        String message = "Another video has the externalId " + externalId + " already; it is unique in your tenant.";
        return new ProblemException(
                ProblemType.CONFLICT, message, List.of(new FieldError(pointer, "not_unique", message)));
    }
}
