package tv.sluice.platform.limit;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How much of its requests a tenant has used. */
@ApplicationScoped
public class RequestUsage {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Buckets buckets;
    private final LimitConfig config;

    RequestUsage(Buckets buckets, LimitConfig config) {
        this.buckets = buckets;
        this.config = config;
    }

    /** Requests that the tenant has made lately and that still count, and how many may. */
    public record Used(long requests, long limit) {}

    /** Looks at the tenant's bucket. Never fails. @param own requests a minute, if that is not what is configured */
    public Uni<Used> of(String owner, @Nullable Integer own) {
        Policy policy = policy(config, own);
        return Uni.createFrom()
                .completionStage(() -> buckets.look(bucket(owner), policy).toCompletionStage())
                .map(reset -> new Used((long) Math.ceil(reset / policy.interval()), policy.requests()));
    }

    /** A tenant's own limit is for a minute, whatever the window of the configured ones is. */
    static Policy policy(LimitConfig config, @Nullable Integer own) {
        return own == null
                ? new Policy("tenant", config.tenantRequests(), config.window())
                : new Policy("tenant", own, MINUTE);
    }

    /** What stands in braces decides on which node of a cluster a name is: a tenant's are together, as one script needs them. */
    static String bucket(String owner) {
        return "sluice:rate:{" + owner + '}';
    }
}
