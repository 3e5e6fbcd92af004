package tv.sluice.member;

import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.error.ProblemException;
import tv.sluice.platform.id.Ids;
import tv.sluice.tenant.Environment;

/** What people choose by the headers of a request, as their token opens more than one thing. */
final class Choice {
    private static final String TENANT = "Sluice-Tenant";
    private static final String ENVIRONMENT = "Sluice-Environment";

    private Choice() {}

    /** The tenant's id; null if none is chosen. */
    static @Nullable String tenant(RoutingContext routing) {
        String chosen = routing.request().getHeader(TENANT);
        if (chosen != null && !Ids.isValid("ten", chosen)) {
            throw ProblemException.invalid("header:" + TENANT, "malformed", "Expected the id of a tenant, ten_….");
        }
        return chosen;
    }

    /** LIVE unless another is chosen. */
    static Environment environment(RoutingContext routing) {
        String chosen = routing.request().getHeader(ENVIRONMENT);
        if (chosen == null) {
            return Environment.LIVE;
        }
        return switch (chosen) {
            case "LIVE" -> Environment.LIVE;
            case "TEST" -> Environment.TEST;
            default -> throw ProblemException.invalid("header:" + ENVIRONMENT, "malformed", "Expected LIVE or TEST.");
        };
    }
}
