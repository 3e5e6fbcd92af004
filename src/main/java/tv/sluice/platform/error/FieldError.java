package tv.sluice.platform.error;

/**
 * One thing that is wrong with a request.
 *
 * @param pointer JSON Pointer (RFC 6901) into the body, or {@code query:name}, {@code path:name}, {@code header:name}
 * @param code stable code, e.g. {@code unknown_field}
 * @param message what was given and what was expected
 */
public record FieldError(String pointer, String code, String message) {}
