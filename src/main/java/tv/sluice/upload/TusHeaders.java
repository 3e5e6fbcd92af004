package tv.sluice.upload;

import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.error.ProblemException;
import tv.sluice.platform.error.ProblemType;

/** Reads the request headers of tus 1.0.0, strictly: a header that is there twice or is not what it should be is an error. */
final class TusHeaders {
    static final String VERSION = "1.0.0";
    static final String EXTENSIONS =
            "creation,creation-with-upload,creation-defer-length,termination,expiration,checksum";
    static final String OFFSET_STREAM = "application/offset+octet-stream";

    static final String RESUMABLE = "Tus-Resumable";
    static final String LENGTH = "Upload-Length";
    static final String DEFER_LENGTH = "Upload-Defer-Length";
    static final String OFFSET = "Upload-Offset";
    static final String CHECKSUM = "Upload-Checksum";
    static final String METADATA = "Upload-Metadata";
    static final String METHOD_OVERRIDE = "X-HTTP-Method-Override";

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    private final MultiMap headers;

    TusHeaders(MultiMap headers) {
        this.headers = headers;
    }

    /** The protocol's version must be given on all but OPTIONS. */
    void requireVersion() {
        String version = one(RESUMABLE);
        if (!VERSION.equals(version)) {
            throw new ProblemException(
                    UploadProblems.TUS_VERSION,
                    "Tus-Resumable: " + VERSION + " was expected, not " + (version == null ? "nothing" : version)
                            + ".");
        }
    }

    long requireOffset() {
        OptionalLong offset = number(OFFSET);
        if (offset.isEmpty()) {
            throw ProblemException.invalid("header:" + OFFSET, "missing", "Upload-Offset is needed.");
        }
        return offset.getAsLong();
    }

    OptionalLong length() {
        return number(LENGTH);
    }

    /** The length of a new upload: given, or with {@code Upload-Defer-Length: 1} promised for later; one of the two is needed. */
    OptionalLong lengthOrPromise() {
        OptionalLong length = length();
        String deferred = one(DEFER_LENGTH);
        if (deferred != null && !deferred.equals("1")) {
            throw ProblemException.invalid(
                    "header:" + DEFER_LENGTH, "malformed", "Only Upload-Defer-Length: 1 has a meaning.");
        }
        if (length.isPresent() == (deferred != null)) {
            throw ProblemException.invalid(
                    "header:" + LENGTH, "missing", "Either Upload-Length or Upload-Defer-Length: 1 is needed.");
        }
        return length;
    }

    OptionalLong contentLength() {
        return number("Content-Length");
    }

    @Nullable
    Checksum checksum() {
        String header = one(CHECKSUM);
        return header == null ? null : Checksum.parse(header);
    }

    @Nullable
    String filename() {
        String header = one(METADATA);
        return header == null ? null : UploadMetadata.parse(header).filename();
    }

    boolean isOffsetStream() {
        String type = one("Content-Type");
        if (type == null) {
            return false;
        }
        int parameters = type.indexOf(';');
        return (parameters < 0 ? type : type.substring(0, parameters))
                .strip()
                .toLowerCase(Locale.ROOT)
                .equals(OFFSET_STREAM);
    }

    void requireOffsetStream() {
        if (!isOffsetStream()) {
            throw new ProblemException(
                    ProblemType.UNSUPPORTED_MEDIA_TYPE, "Content-Type: " + OFFSET_STREAM + " was expected.");
        }
    }

    /** What the client means by this request, for those that can send only GET and POST. */
    String method(String actual) {
        String override = actual.equals("POST") ? one(METHOD_OVERRIDE) : null;
        return override == null ? actual : override.toUpperCase(Locale.ROOT);
    }

    @Nullable
    String origin() {
        return one("Origin");
    }

    private OptionalLong number(String name) {
        String text = one(name);
        if (text == null) {
            return OptionalLong.empty();
        }
        if (!NUMBER.matcher(text).matches()) {
            throw ProblemException.invalid(
                    "header:" + name, "not_a_number", name + " must be a whole number of bytes of at most 18 digits.");
        }
        return OptionalLong.of(Long.parseLong(text));
    }

    private @Nullable String one(String name) {
        List<String> values = headers.getAll(name);
        if (values.size() > 1) {
            throw ProblemException.invalid("header:" + name, "repeated", name + " may stand only once.");
        }
        return values.isEmpty() ? null : values.getFirst().strip();
    }
}
