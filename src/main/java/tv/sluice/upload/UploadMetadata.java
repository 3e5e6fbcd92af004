package tv.sluice.upload;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.error.ProblemException;

/** What a tus client says about the file in {@code Upload-Metadata}: pairs of a key and a base64 value, separated by commas. */
record UploadMetadata(Map<String, String> values) {
    private static final String POINTER = "header:Upload-Metadata";
    private static final int MAX_HEADER = 4096;
    private static final int MAX_PAIRS = 32;
    private static final int MAX_FILENAME = 255;
    private static final Pattern KEY = Pattern.compile("[!-+\\--~]{1,64}");
    private static final Pattern CONTROL = Pattern.compile("[\\u0000-\\u001f\\u007f]");

    UploadMetadata {
        values = Map.copyOf(values);
    }

    static UploadMetadata parse(String header) {
        if (header.length() > MAX_HEADER) {
            throw invalid("too_long", "At most " + MAX_HEADER + " characters were expected.");
        }
        Map<String, String> values = new LinkedHashMap<>();
        if (header.isBlank()) {
            return new UploadMetadata(values);
        }
        for (String pair : header.split(",", -1)) {
            String[] parts = pair.strip().split(" ", -1);
            if (parts.length > 2 || !KEY.matcher(parts[0]).matches()) {
                throw invalid("malformed", "Pairs of a key and a base64 value, separated by commas, were expected.");
            }
            String value = parts.length == 2 ? text(parts[1]) : "";
            if (values.put(parts[0], value) != null || values.size() > MAX_PAIRS) {
                throw invalid("malformed", "Every key may stand once, and there may be " + MAX_PAIRS + " of them.");
            }
        }
        return new UploadMetadata(values);
    }

    /** The header that says just the name of the file. */
    static String ofFilename(String filename) {
        return "filename " + Base64.getEncoder().encodeToString(filename.getBytes(StandardCharsets.UTF_8));
    }

    /** Name of the file, for people; null if none was given. */
    @Nullable
    String filename() {
        String name = values.getOrDefault("filename", values.getOrDefault("name", ""));
        if (name.isEmpty()) {
            return null;
        }
        if (name.length() > MAX_FILENAME || CONTROL.matcher(name).find()) {
            throw invalid(
                    "bad_filename",
                    "The filename must have at most " + MAX_FILENAME
                            + " characters, none of them a control character.");
        }
        return name;
    }

    /** Values need not be text; those that are not are of no use here and read as empty. */
    private static String text(String base64) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw invalid("not_base64", "A value is not base64.");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return "";
        }
    }

    private static ProblemException invalid(String code, String message) {
        return ProblemException.invalid(POINTER, code, message);
    }
}
