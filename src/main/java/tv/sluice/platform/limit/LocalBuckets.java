package tv.sluice.platform.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Buckets of this process alone, at most so many; the ones that nobody has asked for the longest are forgotten first. */
final class LocalBuckets {
    private static final int MAX_BUCKETS = 50_000;

    private final LongSupplier nanoTime;
    private final Cache<String, Bucket> buckets;

    /** @param keep how long a bucket nobody asks for takes to be full for certain */
    LocalBuckets(Duration keep, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MAX_BUCKETS)
                .expireAfterAccess(keep)
                .executor(Runnable::run)
                .build();
    }

    Level take(String name, Policy policy) {
        return bucket(name).take(policy, now());
    }

    Level look(String name, Policy policy) {
        return bucket(name).look(policy, now());
    }

    /** Takes a token of each bucket, or of none if one of them is empty. */
    List<Level> takeAll(List<String> names, List<Policy> policies) {
        List<Level> levels = new ArrayList<>();
        boolean exceeded = false;
        for (int i = 0; i < names.size(); i++) {
            Level level = look(names.get(i), policies.get(i));
            exceeded |= level.exceeded();
            levels.add(level);
        }
        if (exceeded) {
            return levels;
        }
        levels.clear();
        for (int i = 0; i < names.size(); i++) {
            levels.add(take(names.get(i), policies.get(i)));
        }
        return levels;
    }

    private Bucket bucket(String name) {
        return buckets.get(name, ignored -> new Bucket());
    }

    private long now() {
        return TimeUnit.NANOSECONDS.toMicros(nanoTime.getAsLong());
    }
}
