package tv.sluice.transcode;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** What an operator watches of the transcoding. */
@ApplicationScoped
class TranscodeMetrics {
    private final MeterRegistry registry;
    private final Map<TaskState, AtomicLong> waiting = new EnumMap<>(TaskState.class);

    TranscodeMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** How many tasks are in which state, over all tenants; seen by the dispatcher. */
    synchronized void tasks(Map<TaskState, Long> totals) {
        for (TaskState state : TaskState.values()) {
            if (!state.isFinal()) {
                waiting.computeIfAbsent(
                                state,
                                each -> registry.gauge(
                                        "sluice.transcode.tasks", Tags.of("state", lower(each)), new AtomicLong()))
                        .set(totals.getOrDefault(state, 0L));
            }
        }
    }

    /** Records were not taken by Kafka. */
    void dispatchFailed() {
        registry.counter("sluice.transcode.dispatch.failures").increment();
    }

    /** An event was a replay or of a superseded attempt. */
    void ignored() {
        registry.counter("sluice.transcode.events.ignored").increment();
    }

    /** A record was not ours, or could not be dealt with several times in a row. */
    void skipped(String topic) {
        registry.counter("sluice.transcode.records.skipped", "topic", topic).increment();
    }

    /** An attempt has come back. @param outcome completed, failed, released or lost */
    void attemptEnded(TaskKind kind, String outcome) {
        registry.counter("sluice.transcode.attempts", "kind", lower(kind), "outcome", outcome)
                .increment();
    }

    /** A worker has worked on a task for this long. */
    void worked(TaskKind kind, Duration time) {
        registry.timer("sluice.transcode.task.duration", "kind", lower(kind)).record(time);
    }

    void jobEnded(JobState state) {
        registry.counter("sluice.transcode.jobs", "state", lower(state)).increment();
    }

    /** Publishes how many slots of this process's worker are busy. */
    void slots(int slots, Supplier<Number> busy) {
        Gauge.builder("sluice.transcode.slots", () -> slots)
                .strongReference(true)
                .register(registry);
        Gauge.builder("sluice.transcode.slots.busy", busy).strongReference(true).register(registry);
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
