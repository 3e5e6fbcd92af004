package tv.sluice.platform.web;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.error.FieldError;
import tv.sluice.platform.error.ProblemException;

/** The query of a URL as {@code application/x-www-form-urlencoded}, decoded strictly: bad percent-encoding and bad UTF-8 are refused. */
public final class QueryString {
    private QueryString() {}

    /** Refuses a request that has query parameters, to something that knows none. */
    public static void refuseAny(@Nullable String query) {
        InvalidRequest.refuse(parse(query).keySet().stream()
                .map(name -> unknown(name, Set.of()))
                .toList());
    }

    static FieldError unknown(String name, Set<String> known) {
        String shown = Violations.shortened(name);
        return new FieldError(
                "query:" + shown,
                "unknown_parameter",
                shown + " is not a parameter of this operation"
                        + (known.isEmpty() ? "; it has none." : "; it has " + String.join(", ", known) + '.'));
    }

    static Map<String, List<String>> parse(@Nullable String query) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        if (query == null || query.isEmpty()) {
            return parameters;
        }
        for (String pair : query.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals), "");
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1), name);
            parameters.computeIfAbsent(name, first -> new ArrayList<>(1)).add(value);
        }
        return parameters;
    }

    private static String decode(String text, String name) {
        ByteBuffer bytes = ByteBuffer.allocate(text.length());
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (each == '%') {
                bytes.put((byte) escaped(text, i, name));
                i += 2;
            } else if (each > 0x7E || each < 0x21) {
                throw malformed(name, "a character that must be percent-encoded");
            } else {
                bytes.put((byte) (each == '+' ? ' ' : each));
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            throw malformed(name, "bytes that are not UTF-8");
        }
    }

    private static int escaped(String text, int at, String name) {
        int high = at + 1 < text.length() ? Character.digit(text.charAt(at + 1), 16) : -1;
        int low = at + 2 < text.length() ? Character.digit(text.charAt(at + 2), 16) : -1;
        if (high < 0 || low < 0) {
            throw malformed(name, "a % that is not followed by two hexadecimal digits");
        }
        return high << 4 | low;
    }

    private static ProblemException malformed(String name, String what) {
        return ProblemException.invalid(
                "query:" + Violations.shortened(name), "malformed", "The query has " + what + '.');
    }
}
