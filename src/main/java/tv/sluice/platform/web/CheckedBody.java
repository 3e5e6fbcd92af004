package tv.sluice.platform.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** The body of a request as it has been read and checked. */
public final class CheckedBody {
    private CheckedBody() {}

    /** Null if the request has none, or if it has not been read yet. */
    public static @Nullable JsonNode of(RoutingContext routing) {
        return BodyFilter.of(routing);
    }
}
