package tv.sluice.platform.web;

import io.vertx.ext.web.RoutingContext;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The trace that a request is a part of (W3C Trace Context, level 2): the caller's if it sent a good {@code traceparent}, else one that
 * begins here.
 *
 * @param traceId 32 hexadecimal digits, the same in all systems
 * @param spanId 16 hexadecimal digits, of this request alone
 * @param flags two hexadecimal digits
 */
public record TraceContext(String traceId, String spanId, String flags) {
    static final String REQUEST_HEADER = "traceparent";
    /** W3C Trace Context, response headers (draft). */
    static final String RESPONSE_HEADER = "traceresponse";
    /** Key in the logging context. */
    static final String LOG_KEY = "traceId";

    private static final String KEY = "sluice.trace";
    private static final int TRACE_BYTES = 16;
    private static final int SPAN_BYTES = 8;
    /** A later version may have more behind the flags; ff is no version, and ids of zeros alone are none. */
    private static final Pattern FORM =
            Pattern.compile("(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-([0-9a-f]{2})(-.*)?");

    /** The {@code traceparent} for what this request sets off; null for one that has not been given its place in a trace. */
    public static @Nullable String parentOf(RoutingContext routing) {
        TraceContext trace = routing.get(KEY);
        return trace == null ? null : trace.header();
    }

    void isOf(RoutingContext routing) {
        routing.put(KEY, this);
    }

    static TraceContext of(@Nullable String traceparent) {
        if (traceparent != null) {
            Matcher form = FORM.matcher(traceparent);
            if (form.matches() && (form.group(4) == null || !form.group(1).equals("00"))) {
                return new TraceContext(form.group(2), random(SPAN_BYTES), form.group(3));
            }
        }
        return new TraceContext(random(TRACE_BYTES), random(SPAN_BYTES), "00");
    }

    String header() {
        return "00-" + traceId + '-' + spanId + '-' + flags;
    }

    private static String random(int bytes) {
        byte[] id = new byte[bytes];
        ThreadLocalRandom.current().nextBytes(id);
        id[0] |= 1; // Zeros alone would be no id.
        return HexFormat.of().formatHex(id);
    }
}
