package tv.sluice.platform.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.arc.InjectableInstance;
import io.vertx.core.Future;
import io.vertx.redis.client.Redis;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.error.FailureLog;

/**
 * The buckets of callers: in Redis, or in this process with the same limits as long as Redis does not answer in time. Then Redis is left
 * alone for a second, and asked again by one request.
 */
@ApplicationScoped
class Buckets {
    private static final Logger LOG = Logger.getLogger(Buckets.class);
    private static final int MAX_ADVANCES = 50_000;
    private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);

    private final @Nullable RedisBuckets shared;
    private final LocalBuckets local;
    /** By the last of the buckets' names, which is the caller's. */
    private final Cache<String, Advance> advances = Caffeine.newBuilder()
            .maximumSize(MAX_ADVANCES)
            .expireAfterAccess(Duration.ofMinutes(1))
            .executor(Runnable::run)
            .build();

    private final FailureLog failures = new FailureLog(LOG, "Redis does not count requests, each process counts alone");
    /** Zero, or when Redis is asked again. */
    private final AtomicLong askAgain = new AtomicLong();

    @Inject
    Buckets(InjectableInstance<Redis> redis, LimitConfig config) {
        this(
                redis.listActive().stream()
                        .findFirst()
                        .map(client -> new RedisBuckets(client, config.redisTimeout()))
                        .orElse(null),
                new LocalBuckets(config.window().plus(config.window()), System::nanoTime));
    }

    Buckets(@Nullable RedisBuckets shared, LocalBuckets local) {
        this.shared = shared;
        this.local = local;
    }

    /** Takes a token of each bucket, or of none if one of them is empty. Never fails. */
    Future<List<Level>> takeAll(List<String> names, List<Policy> policies) {
        List<Level> taken = takeAtOnce(names, policies);
        RedisBuckets redis = shared;
        if (taken != null) {
            return Future.succeededFuture(taken);
        }
        if (redis == null || !mayAsk()) {
            return Future.succeededFuture(local.takeAll(names, policies));
        }
        Advance advance = advances.get(names.getLast(), name -> new Advance());
        return redis.takeAll(names, policies, advance.wanted(policies, System.nanoTime()))
                .onSuccess(answer -> askAgain.set(0))
                .map(answer -> answer.tokens() == 0
                        ? advance.refuse(answer.levels(), System.nanoTime())
                        : advance.add(answer.tokens(), answer.levels(), System.nanoTime()))
                .recover(failure -> {
                    failures.report(failure);
                    askAgain.set(soon());
                    return Future.succeededFuture(local.takeAll(names, policies));
                });
    }

    /** The same without asking Redis, if what it said a moment ago is enough; else null, and nothing is taken. */
    @Nullable
    List<Level> takeAtOnce(List<String> names, List<Policy> policies) {
        Advance advance = advances.getIfPresent(names.getLast());
        return advance == null ? null : advance.take(policies, System.nanoTime());
    }

    /** Microseconds until a bucket is full again. Never fails. */
    Future<Long> look(String name, Policy policy) {
        RedisBuckets redis = shared;
        long here =
                TimeUnit.NANOSECONDS.toMicros(local.look(name, policy).reset().toNanos());
        return redis == null || !mayAsk()
                ? Future.succeededFuture(here)
                : redis.untilFull(name).otherwise(here);
    }

    private boolean mayAsk() {
        long at = askAgain.get();
        return at == 0 || System.nanoTime() - at >= 0 && askAgain.compareAndSet(at, soon());
    }

    /** Never zero, which has a meaning of its own. */
    private static long soon() {
        return System.nanoTime() + PAUSE | 1;
    }
}
