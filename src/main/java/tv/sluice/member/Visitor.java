package tv.sluice.member;

import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tv.sluice.member.oidc.Person;

/** The person who makes a request, with all tenants that could have been chosen. */
record Visitor(Person person, List<Membership> memberships) {
    private static final String KEY = "sluice.visitor";

    Visitor {
        memberships = List.copyOf(memberships);
    }

    /** Null if it is no person who calls. */
    static @Nullable Visitor of(RoutingContext routing) {
        return routing.get(KEY);
    }

    static void is(RoutingContext routing, Visitor visitor) {
        routing.put(KEY, visitor);
    }
}
