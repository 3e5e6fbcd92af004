package tv.sluice.platform.limit;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import tv.sluice.platform.error.Culprit;
import tv.sluice.platform.error.ProblemException;
import tv.sluice.platform.error.ProblemType;

/** What callers are told about their limits. */
final class LimitHeaders {
    private static final ProblemType RATE_LIMITED =
            new ProblemType("rate_limited", 429, "Too many requests", Culprit.CLIENT);

    private static final CharSequence POLICY = HttpHeaders.createOptimized("RateLimit-Policy");
    private static final CharSequence LEFT = HttpHeaders.createOptimized("RateLimit");
    /** Of three limits, mostly. */
    private static final int LENGTH = 96;

    private LimitHeaders() {}

    /** Says in the answer's headers how many requests are left, of each limit. */
    static void tell(RoutingContext routing, List<Level> levels) {
        StringBuilder policies = new StringBuilder(LENGTH);
        StringBuilder left = new StringBuilder(LENGTH);
        String separator = "";
        for (Level level : levels) {
            policies.append(separator).append(level.policy().header());
            left.append(separator).append(level.header());
            separator = ", ";
        }
        routing.response().putHeader(POLICY, policies.toString()).putHeader(LEFT, left.toString());
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
