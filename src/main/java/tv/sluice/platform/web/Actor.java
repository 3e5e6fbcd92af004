package tv.sluice.platform.web;

import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * Who makes a REST call, as far as the parts that all operations share need to know it. The filter that checks the credential says so.
 *
 * @param tenantId whose data the credential opens: what stands in {@code tenant_id}, another text for each environment of a tenant
 * @param owner id of the tenant itself
 * @param kind what acts, e.g. {@code API_KEY}
 * @param id of what acts, e.g. of the API key
 * @param name of what acts, for people, or null
 * @param grantId under which somebody of the installation acts for the tenant, or null
 * @param environment {@code LIVE} or {@code TEST}
 */
public record Actor(
        String tenantId,
        String owner,
        String kind,
        String id,
        @Nullable String name,
        @Nullable String grantId,
        String environment) {
    private static final String KEY = "sluice.actor";

    /** Null if nobody has proved anything: the operation is open to everybody, or its credential is not yet checked. */
    public static @Nullable Actor of(RoutingContext routing) {
        return routing.get(KEY);
    }

    public void calls(RoutingContext routing) {
        routing.put(KEY, this);
    }
}
