package tv.sluice.delivery;

import io.quarkus.runtime.configuration.MemorySize;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Settings for a test's own server on a free port; what a test is about can be changed. */
record DeliverySettings(
        Path sessionSecretFile,
        Duration cacheTtl,
        Duration headTimeout,
        Duration idleTimeout,
        Duration stallTimeout,
        int maxConnections,
        int openObjects,
        int tokenFailuresPerSecond)
        implements DeliveryConfig {

    static DeliverySettings in(Path folder) {
        return new DeliverySettings(
                folder.resolve("secrets/session"),
                Duration.ofMillis(500),
                Duration.ofSeconds(10),
                Duration.ofSeconds(20),
                Duration.ofSeconds(20),
                5_000,
                64,
                1_000);
    }

    DeliverySettings withTimeouts(Duration timeout) {
        return new DeliverySettings(
                sessionSecretFile,
                cacheTtl,
                timeout,
                timeout,
                timeout,
                maxConnections,
                openObjects,
                tokenFailuresPerSecond);
    }

    DeliverySettings withMaxConnections(int max) {
        return new DeliverySettings(
                sessionSecretFile,
                cacheTtl,
                headTimeout,
                idleTimeout,
                stallTimeout,
                max,
                openObjects,
                tokenFailuresPerSecond);
    }

    DeliverySettings withOpenObjects(int max) {
        return new DeliverySettings(
                sessionSecretFile,
                cacheTtl,
                headTimeout,
                idleTimeout,
                stallTimeout,
                maxConnections,
                max,
                tokenFailuresPerSecond);
    }

    DeliverySettings withTokenFailuresPerSecond(int max) {
        return new DeliverySettings(
                sessionSecretFile, cacheTtl, headTimeout, idleTimeout, stallTimeout, maxConnections, openObjects, max);
    }

    DeliverySettings withCacheTtl(Duration ttl) {
        return new DeliverySettings(
                sessionSecretFile,
                ttl,
                headTimeout,
                idleTimeout,
                stallTimeout,
                maxConnections,
                openObjects,
                tokenFailuresPerSecond);
    }

    @Override
    public String host() {
        return "127.0.0.1";
    }

    @Override
    public int port() {
        return 0;
    }

    @Override
    public Duration sessionGrace() {
        return Duration.ofHours(1);
    }

    @Override
    public Optional<String> sessionSecret() {
        return Optional.empty();
    }

    @Override
    public Duration drainTimeout() {
        return Duration.ofSeconds(5);
    }

    @Override
    public MemorySize descriptorMemory() {
        return new MemorySize(BigInteger.valueOf(16 << 20));
    }

    @Override
    public boolean accessLog() {
        return true;
    }
}
