package tv.sluice.upload;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts bytes, requests under way, and how uploads and imports end. */
@ApplicationScoped
class UploadMetrics {
    private final MeterRegistry registry;
    private final Counter bytes;
    private final AtomicInteger receiving = new AtomicInteger();

    UploadMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.bytes = Counter.builder("sluice.upload.received")
                .baseUnit("bytes")
                .description("Bytes of source files written to storage")
                .register(registry);
        Gauge.builder("sluice.upload.receiving", receiving, AtomicInteger::get)
                .description("Requests and imports that bring bytes right now")
                .register(registry);
    }

    void received(long count) {
        bytes.increment(count);
    }

    void begins() {
        receiving.incrementAndGet();
    }

    void ends() {
        receiving.decrementAndGet();
    }

    /** An upload has reached its last state. */
    void ended(UploadState state) {
        registry.counter("sluice.upload.ended", "state", state.name().toLowerCase(Locale.ROOT))
                .increment();
    }

    /** An attempt to fetch a URL is over: {@code completed}, {@code retried}, or the code of its fault. */
    void imported(String outcome) {
        registry.counter("sluice.import.attempts", "outcome", outcome).increment();
    }
}
