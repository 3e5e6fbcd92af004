package tv.sluice.webhook;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Limits of webhooks and of the sending. */
@ConfigMapping(prefix = "sluice.webhook")
interface WebhookConfig {
    /** How many webhooks a tenant can have in each environment. */
    int maxPerTenant();

    /** Blocks of addresses that may be sent to although they are not public, in CIDR notation. */
    Optional<List<String>> allow();

    /** How long a name server and a connection may take. */
    Duration connectTimeout();

    /** How long an endpoint has for its whole answer. */
    Duration timeout();

    /** Requests under way at one endpoint. */
    int endpointConcurrency();

    /** Requests under way in all. */
    int maxConcurrent();

    /** Bounds of the pauses between attempts; the last one stays. */
    List<Duration> retryDelays();

    /** The longest that an endpoint can ask to be left alone. */
    Duration maxRetryAfter();

    /** How long an event is tried. */
    Duration giveUpAfter();

    /** How long an endpoint must have taken nothing to be disabled … */
    Duration disableAfter();

    /** … and how many deliveries must have been given up meanwhile. */
    int disableFailures();

    /** How long deliveries and their attempts are kept. */
    Duration logRetention();

    /** How often what is too old is removed. */
    Duration sweepInterval();

    /** How often is looked for events and deliveries that nobody told this process of. */
    Duration poll();
}
