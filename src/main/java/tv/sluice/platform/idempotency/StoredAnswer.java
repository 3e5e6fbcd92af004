package tv.sluice.platform.idempotency;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a call was answered with.
 *
 * @param body JSON, or null if there was none
 * @param complete whether the body is all there; a very large one is not kept
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record StoredAnswer(
        int status, Map<String, String> headers, @Nullable String body, boolean complete) {
    /** The headers that say something about the result; all others are about the exchange. */
    static final List<String> HEADERS = List.of("Content-Type", "Location", "ETag", "Cache-Control");

    /** A repetition may well do better: with another credential, or later. */
    private static final Set<Integer> PASSING = Set.of(401, 403, 408, 429);

    StoredAnswer {
        headers = Map.copyOf(headers);
    }

    /** Whether the call is over and done with, so that a repetition is to get the same. */
    static boolean isFinal(int status) {
        return status >= 200 && status < 500 && !PASSING.contains(status);
    }

    void write(HttpServerResponse response) {
        response.setStatusCode(status);
        headers.forEach(response::putHeader);
        if (body == null) {
            response.end();
        } else {
            response.end(Buffer.buffer(body));
        }
    }
}
