package tv.sluice.tenant;

import tv.sluice.platform.error.ProblemException;
import tv.sluice.platform.error.ProblemType;

/** The problems of credentials and tenants. */
final class AccessProblems {
    static final ProblemType TENANT_SUSPENDED = ProblemType.client("tenant_suspended", 403, "The tenant is suspended");
    static final ProblemType ORIGIN_NOT_ALLOWED =
            ProblemType.client("origin_not_allowed", 403, "The key is not for pages of this origin");
    static final ProblemType TOO_MANY_KEYS =
            ProblemType.client("too_many_api_keys", 409, "The tenant has too many API keys");

    private AccessProblems() {}

    static ProblemException unauthorized(String detail) {
        return new ProblemException(ProblemType.UNAUTHORIZED, detail);
    }

    static ProblemException forbidden(String detail) {
        return new ProblemException(ProblemType.FORBIDDEN, detail);
    }

    static ProblemException conflict(String detail) {
        return new ProblemException(ProblemType.CONFLICT, detail);
    }
}
