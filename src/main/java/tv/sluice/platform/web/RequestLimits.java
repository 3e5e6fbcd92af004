package tv.sluice.platform.web;

import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * How often a caller may call, if that is not what the configuration says for everybody. Whoever knows better puts it into the routing
 * context before {@link FilterOrder#CALLER_LIMIT}.
 *
 * @param tenantRequests for all of the tenant's credentials together, in a minute; null for what is configured
 * @param keyRequests for this credential alone, in each of the configured windows; null for the configured number
 */
public record RequestLimits(
        @Nullable Integer tenantRequests, @Nullable Integer keyRequests) {
    /** What the configuration says. */
    public static final RequestLimits CONFIGURED = new RequestLimits(null, null);

    private static final String KEY = "sluice.requestLimits";

    /** What holds for this request. */
    public static RequestLimits of(RoutingContext routing) {
        RequestLimits limits = routing.get(KEY);
        return limits == null ? CONFIGURED : limits;
    }

    public void limit(RoutingContext routing) {
        routing.put(KEY, this);
    }
}
