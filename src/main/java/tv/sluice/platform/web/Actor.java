package tv.sluice.platform.web;

import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * Who makes a REST call, as far as the parts that all operations share need to know it. The filter that checks the credential says so.
 *
 * @param tenantId for whom the credential speaks
 * @param kind what acts, e.g. {@code API_KEY}
 * @param id of what acts, e.g. of the API key
 * @param grantId under which somebody of the installation acts for the tenant, or null
 * @param environment {@code LIVE} or {@code TEST}
 */
public record Actor(
        String tenantId, String kind, String id, @Nullable String grantId, String environment) {
    /** The kind of an actor that is an API key. */
    public static final String API_KEY = "API_KEY";

    /** The environment whose videos are watched. */
    public static final String LIVE = "LIVE";

    private static final String KEY = "sluice.actor";

    /** Null if nobody has proved anything: the operation is open to everybody, or its credential is not yet checked. */
    public static @Nullable Actor of(RoutingContext routing) {
        return routing.get(KEY);
    }

    public void calls(RoutingContext routing) {
        routing.put(KEY, this);
    }
}
