package tv.sluice.platform.limit;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;

/** How often the API may be called. */
@ConfigMapping(prefix = "sluice.limits")
interface LimitConfig {
    /** The time that all the numbers below are for. */
    Duration window();

    /** Requests from one address (IPv6: one /64 network). */
    int addressRequests();

    /** Credentials that one address may try in vain. */
    int addressFailures();

    /** Requests of one tenant, if its own limits do not say otherwise. */
    int tenantRequests();

    /** Requests with one credential, if its own limits do not say otherwise. */
    int keyRequests();

    /** How long Redis may take before the process decides alone. */
    Duration redisTimeout();
}
