package tv.sluice.delivery;

import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The header fields that all responses have. Any page may use what it has the URL for: the token stands in the path, no cookie counts. */
final class ResponseHeaders {
    private static final AsciiString REQUEST_ID = AsciiString.cached("x-request-id");
    private static final AsciiString CONTENT_TYPE_OPTIONS = AsciiString.cached("x-content-type-options");
    private static final AsciiString NOSNIFF = AsciiString.cached("nosniff");
    private static final AsciiString ANY_ORIGIN = AsciiString.cached("*");
    private static final AsciiString RESOURCE_POLICY = AsciiString.cached("cross-origin-resource-policy");
    private static final AsciiString CROSS_ORIGIN = AsciiString.cached("cross-origin");
    private static final AsciiString EXPOSED =
            AsciiString.cached("Content-Length, Content-Range, Date, ETag, Retry-After, X-Request-Id");
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static volatile Date date = new Date(0, AsciiString.EMPTY_STRING);

    private record Date(long second, AsciiString text) {}

    private ResponseHeaders() {}

    static HttpHeaders of(Exchange exchange) {
        HttpHeaders headers = DefaultHttpHeadersFactory.headersFactory()
                .withValidation(false)
                .newHeaders()
                .set(HttpHeaderNames.DATE, now())
                .set(REQUEST_ID, exchange.requestId())
                .set(CONTENT_TYPE_OPTIONS, NOSNIFF)
                .set(RESOURCE_POLICY, CROSS_ORIGIN)
                .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, ANY_ORIGIN)
                .set(HttpHeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
        if (exchange.closing()) {
            headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        } else if (exchange.isHttp10()) {
            headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
        }
        return headers;
    }

    /** Formatted once a second. */
    private static AsciiString now() {
        long second = System.currentTimeMillis() / 1000;
        Date known = date;
        if (known.second() != second) {
            known = new Date(second, AsciiString.of(HTTP_DATE.format(Instant.ofEpochSecond(second))));
            date = known;
        }
        return known.text();
    }
}
