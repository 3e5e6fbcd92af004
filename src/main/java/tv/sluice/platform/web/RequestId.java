package tv.sluice.platform.web;

import io.vertx.ext.web.RoutingContext;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.id.Ids;

/** The id of a request: the client's own if it gave a usable one, else ours. It is in every answer, every log line, and in what the request sets off. */
public final class RequestId {
    public static final String HEADER = "X-Request-Id";
    /** Key in the logging context. */
    static final String LOG_KEY = "requestId";

    private static final String KEY = "sluice.requestId";
    private static final Pattern USABLE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private RequestId() {}

    /** The id of this request. */
    public static String of(RoutingContext routing) {
        String id = routing.get(KEY);
        if (id == null) {
            id = choose(routing.request().getHeader(HEADER));
            routing.put(KEY, id);
        }
        return id;
    }

    static String choose(@Nullable String given) {
        return given != null && USABLE.matcher(given).matches() ? given : Ids.nextGuessable("req");
    }
}
