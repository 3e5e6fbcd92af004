package tv.sluice.platform.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.web.Actor;
import tv.sluice.platform.web.FilterOrder;
import tv.sluice.platform.web.ProblemWriter;

/**
 * Limits how often an address calls, and how many credentials it tries in vain, before anybody looks at what it sent. Whose credential
 * was good from there lately is not kept out by what a neighbour tries.
 */
@Singleton
final class AddressLimitFilter {
    private static final int MAX_GOOD = 50_000;
    private static final Duration GOOD_FOR = Duration.ofMinutes(10);
    private static final int UNAUTHORIZED = 401;
    private static final String LEVEL = "sluice.addressLevel";

    private final Policy requests;
    private final Policy failures;
    private final LocalBuckets buckets;
    private final ProblemWriter problems;
    private final Cache<Long, Boolean> good = Caffeine.newBuilder()
            .maximumSize(MAX_GOOD)
            .expireAfterAccess(GOOD_FOR)
            .executor(Runnable::run)
            .build();

    @Inject
    AddressLimitFilter(LimitConfig config, ProblemWriter problems) {
        this(config, problems, System::nanoTime);
    }

    AddressLimitFilter(LimitConfig config, ProblemWriter problems, LongSupplier nanoTime) {
        this.requests = new Policy("address", config.addressRequests(), config.window());
        this.failures = new Policy("address-failures", config.addressFailures(), config.window());
        this.buckets = new LocalBuckets(config.window().plus(config.window()), nanoTime);
        this.problems = problems;
    }

    void register(@Observes Filters filters) {
        filters.register(problems.guarded(this::check), FilterOrder.ADDRESS_LIMIT);
    }

    /** How many requests the address of this one has left. */
    static @Nullable Level level(RoutingContext routing) {
        return routing.get(LEVEL);
    }

    private void check(RoutingContext routing) {
        if (!routing.normalizedPath().startsWith("/v1/")) {
            routing.next();
            return;
        }
        String address = ClientAddress.of(routing.request().remoteAddress());
        Level level = take(address);
        LimitHeaders.tell(routing, List.of(level));
        if (level.exceeded()) {
            throw LimitHeaders.refusal(routing, level);
        }
        routing.put(LEVEL, level);
        String credential = routing.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (credential != null) {
            checkFailures(routing, address, credential);
        }
        routing.next();
    }

    private Level take(String address) {
        return buckets.take("requests " + address, requests);
    }

    /** Takes a token for a request from this address. */
    Level take(RoutingContext routing) {
        return take(ClientAddress.of(routing.request().remoteAddress()));
    }

    private void checkFailures(RoutingContext routing, String address, String credential) {
        long attempt = hash(address, credential);
        Level level = buckets.look("failures " + address, failures);
        if (level.exceeded() && good.getIfPresent(attempt) == null) {
            throw LimitHeaders.refusal(routing, level);
        }
        routing.addHeadersEndHandler(ignored -> {
            if (routing.response().getStatusCode() == UNAUTHORIZED) {
                good.invalidate(attempt);
                buckets.take("failures " + address, failures);
            } else if (Actor.of(routing) != null && good.getIfPresent(attempt) == null) {
                good.put(attempt, true);
            }
        });
    }

    private static long hash(String address, String credential) {
        try {
            byte[] bytes = (address + ' ' + credential).getBytes(StandardCharsets.UTF_8);
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes))
                    .getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
