package tv.sluice.platform.error;

/**
 * A kind of problem (RFC 9457): a stable code, its HTTP status, a title and whose move it is. Features declare their own beside
 * the common ones here.
 */
public record ProblemType(String code, int status, String title, Culprit culprit) {
    public static final ProblemType INVALID_REQUEST = client("invalid_request", 400, "The request is not valid");
    public static final ProblemType UNAUTHORIZED = client("unauthorized", 401, "An API key is needed");
    public static final ProblemType FORBIDDEN = client("forbidden", 403, "The API key does not allow this");
    public static final ProblemType NOT_FOUND = client("not_found", 404, "There is no such resource");
    public static final ProblemType METHOD_NOT_ALLOWED = client("method_not_allowed", 405, "The method is not allowed");
    public static final ProblemType NOT_ACCEPTABLE = client("not_acceptable", 406, "No such representation");
    public static final ProblemType CONFLICT = client("conflict", 409, "The state does not allow this");
    public static final ProblemType PRECONDITION_FAILED =
            client("precondition_failed", 412, "The resource has changed");
    public static final ProblemType CONTENT_TOO_LARGE = client("content_too_large", 413, "The content is too large");
    public static final ProblemType UNSUPPORTED_MEDIA_TYPE =
            client("unsupported_media_type", 415, "The content type is not supported");
    public static final ProblemType INTERNAL = new ProblemType("internal", 500, "Something broke here", Culprit.SERVER);
    public static final ProblemType UNAVAILABLE =
            new ProblemType("unavailable", 503, "Not available right now", Culprit.CAPACITY);
    public static final ProblemType DATABASE_UNAVAILABLE =
            new ProblemType("database_unavailable", 503, "The database does not answer", Culprit.CAPACITY);
    public static final ProblemType INSUFFICIENT_STORAGE =
            new ProblemType("insufficient_storage", 507, "The disk is full", Culprit.CAPACITY);

    /** A problem that the caller has to mend. */
    public static ProblemType client(String code, int status, String title) {
        return new ProblemType(code, status, title, Culprit.CLIENT);
    }
}
