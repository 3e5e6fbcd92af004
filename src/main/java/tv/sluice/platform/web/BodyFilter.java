package tv.sluice.platform.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.error.ProblemException;
import tv.sluice.platform.error.ProblemType;

/** Reads the body of a request, checks it against the contract and leaves it for {@link BodyReader}. */
@Singleton
final class BodyFilter {
    private static final String KEY = "sluice.body";
    private static final Pattern UTF_8 = Pattern.compile("\"?utf-?8\"?", Pattern.CASE_INSENSITIVE);

    private final ApiConfig config;
    private final ProblemWriter problems;

    BodyFilter(ApiConfig config, ProblemWriter problems) {
        this.config = config;
        this.problems = problems;
    }

    void register(@Observes Filters filters) {
        filters.register(problems.guarded(this::receive), FilterOrder.BODY);
    }

    /** The checked body of this request, or null if it has none. */
    static @Nullable JsonNode of(RoutingContext routing) {
        return routing.get(KEY);
    }

    private void receive(RoutingContext routing) {
        Operation operation = Operation.of(routing);
        if (operation == null) {
            routing.next();
            return;
        }
        RequestBody body = operation.body();
        if (body == null) {
            refuseBody(routing.request());
            routing.next();
            return;
        }
        checkHeaders(body, routing);
        new BodyIntake(routing, config.maxBody().asLongValue(), config.bodyTimeout())
                .read(problems.guarded(routing, bytes -> check(body, bytes, routing)), problems.writing(routing));
    }

    private static void check(RequestBody body, Buffer bytes, RoutingContext routing) {
        if (bytes.length() > 0 || body.required()) {
            JsonNode value = StrictJson.read(bytes.getBytes());
            InvalidRequest.refuse(body.schema().check(value, ""));
            routing.put(KEY, value);
        }
        // Resources must not wait for bytes that have been read here: to them the body has arrived, and BodyReader
        // knows what it was.
        ((RoutingContextInternal) routing).setBody(Buffer.buffer());
        routing.next();
    }

    private void refuseBody(HttpServerRequest request) {
        BodyIntake.checkLength(request, config.maxBody().asLongValue());
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (request.headers().contains(HttpHeaders.TRANSFER_ENCODING) || (length != null && !length.equals("0"))) {
            throw ProblemException.invalid("", "unexpected_body", "This operation takes no body.");
        }
    }

    private void checkHeaders(RequestBody body, RoutingContext routing) {
        String given = routing.request().getHeader(HttpHeaders.CONTENT_TYPE);
        if (!isOf(body.mediaType(), given)) {
            routing.response().putHeader(HttpHeaders.ACCEPT, body.mediaType());
            throw new ProblemException(
                    ProblemType.UNSUPPORTED_MEDIA_TYPE,
                    "Got " + (given == null ? "no Content-Type" : "Content-Type: " + Violations.shortened(given))
                            + ", expected " + body.mediaType() + '.');
        }
        String encoding = routing.request().getHeader(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            routing.response().putHeader(HttpHeaders.ACCEPT_ENCODING, "identity");
            throw new ProblemException(
                    ProblemType.UNSUPPORTED_MEDIA_TYPE,
                    "Got Content-Encoding: " + Violations.shortened(encoding) + ", expected none.");
        }
        BodyIntake.checkLength(routing.request(), config.maxBody().asLongValue());
    }

    private static boolean isOf(String mediaType, @Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        String[] parts = contentType.split(";");
        if (parts.length == 0 || !parts[0].strip().toLowerCase(Locale.ROOT).equals(mediaType)) {
            return false;
        }
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip();
            if (parameter.toLowerCase(Locale.ROOT).startsWith("charset=")
                    && !UTF_8.matcher(parameter.substring("charset=".length())).matches()) {
                return false;
            }
        }
        return true;
    }
}
