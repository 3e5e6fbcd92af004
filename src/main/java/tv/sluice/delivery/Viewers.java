package tv.sluice.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Who is watching: viewing sessions that asked for something within the last half minute, counted for each tenant. Memory is bounded; if
 * there are more sessions than are remembered, some are not counted, and nobody is refused for that.
 */
final class Viewers {
    static final Duration LASTING = Duration.ofSeconds(30);

    private static final Duration KEEP_COUNTS = LASTING.multipliedBy(4);
    private static final int MAX_SESSIONS = 200_000;
    private static final int MAX_TENANTS = 20_000;

    private final Cache<Session, Count> sessions;
    private final Cache<String, Count> counts;

    Viewers(Ticker ticker) {
        this.sessions = Caffeine.newBuilder()
                .maximumSize(MAX_SESSIONS)
                .expireAfterAccess(LASTING)
                .ticker(ticker)
                .executor(Runnable::run)
                .removalListener(Viewers::gone)
                .build();
        this.counts = Caffeine.newBuilder()
                .maximumSize(MAX_TENANTS)
                .expireAfterAccess(KEEP_COUNTS)
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
    }

    private record Session(String tenantId, long id) {}

    /** Sessions of one tenant: here, and on the other nodes as far as they have told. */
    private static final class Count {
        private final AtomicInteger here = new AtomicInteger();
        private volatile long elsewhere;

        boolean enter(@Nullable Long limit) {
            if (here.incrementAndGet() + elsewhere > (limit == null ? Long.MAX_VALUE : limit)) {
                here.decrementAndGet();
                return false;
            }
            return true;
        }
    }

    private static void gone(@Nullable Session session, @Nullable Count count, Object cause) {
        if (count != null) {
            count.here.decrementAndGet();
        }
    }

    /** Takes note of a request of a session; false if the session would be one more than the limit allows. */
    boolean see(String tenantId, long session, @Nullable Long limit) {
        Session seen = new Session(tenantId, session);
        Count count = counts.get(tenantId, ignored -> new Count());
        if (sessions.getIfPresent(seen) != null) {
            return true;
        }
        if (!count.enter(limit)) {
            return false;
        }
        if (sessions.asMap().putIfAbsent(seen, count) != null) {
            count.here.decrementAndGet();
        }
        return true;
    }

    /** Sessions of a tenant on this node. */
    int here(String tenantId) {
        sessions.cleanUp();
        Count count = counts.getIfPresent(tenantId);
        return count == null ? 0 : count.here.get();
    }

    /** Takes over how many sessions of a tenant the other nodes have. */
    void elsewhere(String tenantId, long others) {
        Count count = counts.getIfPresent(tenantId);
        if (count != null) {
            count.elsewhere = others;
        }
    }

    /** Visits the tenants that somebody watches, or has watched lately, with their sessions on this node. */
    void forEach(BiConsumer<String, Integer> visitor) {
        sessions.cleanUp();
        counts.asMap().forEach((tenantId, count) -> visitor.accept(tenantId, count.here.get()));
    }
}
