package tv.sluice.delivery;

import com.github.benmanes.caffeine.cache.stats.CacheStats;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import tv.sluice.playback.token.TokenFault;

/** What the segment endpoint counts. */
final class DeliveryMetrics {
    private static final String TOKENS = "sluice.delivery.tokens";

    private final MeterRegistry registry;
    private final Counter bytes;
    private final Counter rejectedConnections;
    private final Map<Outcome, Counter> requests = new ConcurrentHashMap<>();
    private final Map<String, Counter> tokens = new ConcurrentHashMap<>();
    private final Map<String, Counter> sessions = new ConcurrentHashMap<>();

    /** Meters hold what they measure weakly. */
    private final List<Supplier<CacheStats>> caches = new CopyOnWriteArrayList<>();

    private record Outcome(Asset.Kind kind, int status) {}

    DeliveryMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.bytes = Counter.builder("sluice.delivery.sent")
                .baseUnit("bytes")
                .description("Bytes of answers sent")
                .register(registry);
        this.rejectedConnections = Counter.builder("sluice.delivery.connections.rejected")
                .description("Connections closed because there were too many")
                .register(registry);
    }

    void answered(Asset.Kind kind, int status, long length) {
        requests.computeIfAbsent(new Outcome(kind, status), this::requestCounter)
                .increment();
        bytes.increment(length);
    }

    private Counter requestCounter(Outcome outcome) {
        return Counter.builder("sluice.delivery.requests")
                .description("Requests answered")
                .tag("kind", outcome.kind().label())
                .tag("status", Integer.toString(outcome.status()))
                .register(registry);
    }

    void tokenAccepted() {
        countToken("accepted");
    }

    void tokenThrottled() {
        countToken("throttled");
    }

    void token(TokenFault fault) {
        countToken(fault.name().toLowerCase(Locale.ROOT));
    }

    private void countToken(String outcome) {
        tokens.computeIfAbsent(
                        outcome,
                        name -> Counter.builder(TOKENS)
                                .description("Playback tokens checked, by outcome")
                                .tag("outcome", name)
                                .register(registry))
                .increment();
    }

    void session(String outcome) {
        sessions.computeIfAbsent(
                        outcome,
                        name -> Counter.builder("sluice.delivery.sessions")
                                .description("Session tokens checked, by outcome")
                                .tag("outcome", name)
                                .register(registry))
                .increment();
    }

    void connectionRejected() {
        rejectedConnections.increment();
    }

    void connections(Supplier<Number> open) {
        Gauge.builder("sluice.delivery.connections", open)
                .description("Open connections")
                .register(registry);
    }

    void cache(String name, Supplier<CacheStats> stats) {
        caches.add(stats);
        cacheCounter(name, "hit", stats, CacheStats::hitCount);
        cacheCounter(name, "miss", stats, CacheStats::missCount);
    }

    private void cacheCounter(
            String name, String result, Supplier<CacheStats> stats, ToLongFunction<CacheStats> count) {
        FunctionCounter.builder("sluice.delivery.cache", stats, each -> count.applyAsLong(each.get()))
                .description("Look-ups in caches")
                .tag("cache", name)
                .tag("result", result)
                .register(registry);
    }
}
