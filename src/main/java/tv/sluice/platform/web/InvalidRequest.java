package tv.sluice.platform.web;

import java.util.List;
import tv.sluice.platform.error.FieldError;
import tv.sluice.platform.error.ProblemException;
import tv.sluice.platform.error.ProblemType;

/** The problem of a request that is not what the contract says. */
final class InvalidRequest {
    private InvalidRequest() {}

    /** Refuses the request if there is anything wrong with it. */
    static void refuse(List<FieldError> errors) {
        if (!errors.isEmpty()) {
            FieldError first = errors.getFirst();
            String place = first.pointer().isEmpty() ? "" : first.pointer() + ": ";
            String more = errors.size() == 1 ? "" : " And " + (errors.size() - 1) + " more, see errors.";
            throw new ProblemException(ProblemType.INVALID_REQUEST, place + first.message() + more, errors);
        }
    }
}
