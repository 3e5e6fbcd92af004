package tv.sluice.platform.journal;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Set;
import tv.sluice.platform.web.Actor;
import tv.sluice.platform.web.FilterOrder;
import tv.sluice.platform.web.Operation;

/**
 * Sees to it that every call that may change something is in the audit, and every call of an operator: what its own transaction did not
 * write is written after the answer. Whoever has not proved who they are, and what is not even a valid request, is not.
 */
@Singleton
final class CallFilter {
    /** Not valid, nobody known, too many: nothing was attempted. */
    private static final Set<Integer> NOT_CALLS = Set.of(400, 401, 429);

    private final CallLog log;

    CallFilter(CallLog log) {
        this.log = log;
    }

    void register(@Observes Filters filters) {
        filters.register(CallFilter::remember, FilterOrder.ORIGIN);
        filters.register(this::watch, FilterOrder.AUDIT);
    }

    private static void remember(RoutingContext routing) {
        Origin.remember(routing);
        routing.next();
    }

    private void watch(RoutingContext routing) {
        if (Operation.of(routing) != null) {
            routing.addEndHandler(ended -> note(routing));
        }
        routing.next();
    }

    private void note(RoutingContext routing) {
        Actor actor = Actor.of(routing);
        Operation operation = Operation.of(routing);
        int status = routing.response().getStatusCode();
        if (actor == null
                || operation == null
                || (operation.reads() && !actor.kind().equals(Who.OPERATOR))
                || NOT_CALLS.contains(status)) {
            return;
        }
        Origin origin = Origin.of(routing);
        if (!origin.written()) {
            log.add(new CallRecord(actor.tenantId(), origin, status));
        }
    }
}
