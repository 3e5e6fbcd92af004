package tv.sluice.platform.limit;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import tv.sluice.platform.error.Culprit;
import tv.sluice.platform.error.ProblemException;
import tv.sluice.platform.error.ProblemType;

/** What callers are told about their limits. */
final class LimitHeaders {
    private static final ProblemType RATE_LIMITED =
            new ProblemType("rate_limited", 429, "Too many requests", Culprit.CLIENT);

    private LimitHeaders() {}

    /** Says in the answer's headers how many requests are left, of each limit. */
    static void tell(RoutingContext routing, List<Level> levels) {
        routing.response()
                .putHeader(
                        "RateLimit-Policy",
                        levels.stream().map(level -> level.policy().header()).collect(Collectors.joining(", ")))
                .putHeader("RateLimit", levels.stream().map(Level::header).collect(Collectors.joining(", ")));
    }

    /** The refusal of a request that exceeds a limit. */
    static ProblemException refusal(RoutingContext routing, Level level) {
        long seconds = Level.seconds(level.retry());
        routing.response().putHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
        Policy policy = level.policy();
        return new ProblemException(
                RATE_LIMITED,
                "The limit \"" + policy.name() + "\" is " + policy.requests() + " in " + text(policy.window())
                        + ". Try again in " + text(Duration.ofSeconds(seconds)) + '.');
    }

    private static String text(Duration time) {
        long seconds = Math.max(1, time.toSeconds());
        return seconds == 1 ? "1 second" : seconds + " seconds";
    }
}
