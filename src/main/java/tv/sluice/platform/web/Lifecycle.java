package tv.sluice.platform.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.http.HttpServerResponse;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether an operation is on its way out: {@code deprecated} in the contract, {@code x-deprecated-at} (a date) since when, {@code x-sunset}
 * (a date) when it goes.
 */
record Lifecycle(@Nullable LocalDate deprecatedAt, @Nullable LocalDate sunset) {
    private static final Lifecycle HERE_TO_STAY = new Lifecycle(null, null);
    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH);

    static Lifecycle of(JsonNode operation) {
        if (!operation.path("deprecated").asBoolean()) {
            return HERE_TO_STAY;
        }
        return new Lifecycle(date(operation, "x-deprecated-at"), date(operation, "x-sunset"));
    }

    /** Says so in the answer's headers: RFC 9745, RFC 8594. */
    void tell(HttpServerResponse response) {
        if (deprecatedAt != null) {
            response.putHeader(
                    "Deprecation",
                    "@" + deprecatedAt.atStartOfDay(ZoneOffset.UTC).toEpochSecond());
            response.headers().add("Link", "</openapi.yaml>; rel=\"deprecation\"");
        }
        if (sunset != null) {
            response.putHeader("Sunset", HTTP_DATE.format(sunset.atStartOfDay(ZoneOffset.UTC)));
        }
    }

    private static @Nullable LocalDate date(JsonNode operation, String name) {
        return operation.has(name) ? LocalDate.parse(operation.path(name).asText()) : null;
    }
}
