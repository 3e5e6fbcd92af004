package tv.sluice.platform.limit;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.web.Actor;
import tv.sluice.platform.web.FilterOrder;
import tv.sluice.platform.web.ProblemWriter;
import tv.sluice.platform.web.RequestLimits;

/** Limits how often a tenant calls, and how often with one credential. */
@Singleton
final class CallerLimitFilter {
    private final Buckets buckets;
    private final ProblemWriter problems;
    private final LimitConfig config;
    private final Duration window;

    CallerLimitFilter(Buckets buckets, ProblemWriter problems, LimitConfig config) {
        this.buckets = buckets;
        this.problems = problems;
        this.config = config;
        this.window = config.window();
    }

    void register(@Observes Filters filters) {
        filters.register(problems.guarded(this::check), FilterOrder.CALLER_LIMIT);
    }

    private void check(RoutingContext routing) {
        Actor actor = Actor.of(routing);
        if (actor == null) {
            routing.next();
            return;
        }
        routing.request().pause();
        take(actor, RequestLimits.of(routing))
                .onComplete(
                        levels -> problems.<List<Level>>guarded(routing, each -> admit(routing, each))
                                .accept(levels),
                        failure -> problems.write(routing, failure));
    }

    /** Takes a token of each limit, or of none if one has none left. Never fails. */
    Future<List<Level>> take(Actor actor, RequestLimits limits) {
        return buckets.takeAll(names(actor), policies(limits));
    }

    /** Takes a token of each limit if that needs nobody to be asked; else null, and nothing is taken. */
    @Nullable
    List<Level> takeAtOnce(Actor actor, RequestLimits limits) {
        return buckets.takeAtOnce(names(actor), policies(limits));
    }

    private List<Policy> policies(RequestLimits limits) {
        return List.of(
                RequestUsage.policy(config, limits.tenantRequests()),
                new Policy("key", or(limits.keyRequests(), config.keyRequests()), window));
    }

    private static List<String> names(Actor actor) {
        String tenant = RequestUsage.bucket(actor.owner());
        return List.of(tenant, tenant + ':' + actor.kind() + ':' + actor.id());
    }

    private static void admit(RoutingContext routing, List<Level> levels) {
        List<Level> all = new ArrayList<>(levels);
        Level address = AddressLimitFilter.level(routing);
        if (address != null) {
            all.add(address);
        }
        LimitHeaders.tell(routing, all);
        for (Level level : levels) {
            if (level.exceeded()) {
                throw LimitHeaders.refusal(routing, level);
            }
        }
        routing.next();
    }

    private static int or(@Nullable Integer own, int configured) {
        return Objects.requireNonNullElse(own, configured);
    }
}
