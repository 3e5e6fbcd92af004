package tv.sluice.webhook;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** What an operator watches of the webhooks. */
@ApplicationScoped
class WebhookMetrics {
    private final MeterRegistry registry;
    private final Timer lag;
    private final AtomicLong pending = new AtomicLong();

    WebhookMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.lag = Timer.builder("sluice.webhook.lag")
                .description("From an event's delivery being written down to its first request")
                .publishPercentiles(0.5, 0.99)
                .register(registry);
        Gauge.builder("sluice.webhook.pending", pending, AtomicLong::get)
                .description("Deliveries that wait or are under way")
                .register(registry);
    }

    /** A request leaves. */
    void leaves(Claimed claimed) {
        if (claimed.attempt() == 1) {
            lag.record(Duration.between(claimed.delivery().createdAt(), Instant.now()));
        }
    }

    /** A request is over. */
    void ended(Outcome outcome) {
        String name = switch (outcome) {
            case Outcome.Taken taken -> "taken";
            case Outcome.Retried retried -> "retried";
            case Outcome.GivenUp givenUp -> "given_up";
            case Outcome.Returned returned -> "returned";
        };
        registry.counter("sluice.webhook.attempts", "outcome", name).increment();
    }

    /** How many there are, over all tenants; seen by the sweeper. */
    void pending(long deliveries) {
        pending.set(deliveries);
    }

    /** An endpoint was disabled by the platform. */
    void disabled() {
        registry.counter("sluice.webhook.disabled").increment();
    }
}
