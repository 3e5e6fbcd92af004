package tv.sluice.upload;

import io.vertx.core.MultiMap;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a server said about the file it is about to send.
 *
 * @param start where its bytes begin in the file
 * @param total bytes of the whole file, if it said so
 * @param validator strong entity tag by which a broken transfer can be taken up again, or null
 */
record ImportAnswer(
        long start, OptionalLong total, @Nullable String validator) {
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes ([0-9]{1,18})-([0-9]{1,18})/([0-9]{1,18}|\\*)");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
    private static final Pattern STRONG_TAG = Pattern.compile("\"[!-~&&[^\"]]{1,200}\"");
    private static final int OK = 200;
    private static final int PARTIAL = 206;

    /** Reads the head of an answer to a request for the bytes from the given offset on. */
    static ImportAnswer read(int status, MultiMap headers, long from) throws ImportException {
        if (status != OK && status != PARTIAL) {
            throw refusal(status);
        }
        String encoding = headers.get("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw ImportException.encoded();
        }
        String tag = headers.get("ETag");
        String validator = tag != null && STRONG_TAG.matcher(tag).matches() ? tag : null;
        if (status == PARTIAL) {
            return partial(headers.get("Content-Range"), from, validator);
        }
        return new ImportAnswer(0, number(headers.get("Content-Length")), validator);
    }

    private static ImportAnswer partial(@Nullable String header, long from, @Nullable String validator)
            throws ImportException {
        Matcher range = CONTENT_RANGE.matcher(header == null ? "" : header);
        if (!range.matches() || Long.parseLong(range.group(1)) != from) {
            throw ImportException.refused(PARTIAL);
        }
        OptionalLong total = range.group(3).equals("*") ? OptionalLong.empty() : number(range.group(3));
        return new ImportAnswer(from, total, validator);
    }

    private static ImportException refusal(int status) {
        return switch (status) {
            case 404, 410 -> ImportException.notFound(status);
            case 401, 403, 407, 451 -> ImportException.forbidden(status);
            case 408, 425, 429 -> ImportException.unwell(status);
            default -> status >= 500 ? ImportException.unwell(status) : ImportException.refused(status);
        };
    }

    private static OptionalLong number(@Nullable String text) {
        return text != null && NUMBER.matcher(text).matches()
                ? OptionalLong.of(Long.parseLong(text))
                : OptionalLong.empty();
    }
}
