package tv.sluice.platform.error;

import java.util.List;

/** Ends a request with a problem (RFC 9457). Carries no stack trace: it is an answer, not a bug. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ProblemType type;
    private final transient List<FieldError> errors;

    public ProblemException(ProblemType type, String detail) {
        this(type, detail, List.of());
    }

    public ProblemException(ProblemType type, String detail, List<FieldError> errors) {
        super(detail, null, false, false);
        this.type = type;
        this.errors = List.copyOf(errors);
    }

    /** The problem of a single wrong field, query or path parameter. */
    public static ProblemException invalid(String pointer, String code, String message) {
        return new ProblemException(
                ProblemType.INVALID_REQUEST, message, List.of(new FieldError(pointer, code, message)));
    }

    /** The problem of an id that names nothing in the caller's tenant. */
    public static ProblemException notFound(String what, String id) {
        return new ProblemException(ProblemType.NOT_FOUND, "There is no " + what + " " + id + ".");
    }

    public ProblemType type() {
        return type;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }

    public List<FieldError> errors() {
        return errors;
    }
}
