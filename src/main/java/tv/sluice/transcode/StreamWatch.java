package tv.sluice.transcode;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells silence of a worker from silence of Kafka: knows until when all events that were told have been heard. Fed from time to time with
 * where the event topic ends and how far it has been read.
 */
final class StreamWatch {
    private final Duration settling;
    private @Nullable Instant contactSince;
    private @Nullable Mark mark;
    private @Nullable Instant heardUntil;

    /** @param settling time that workers need after an outage of Kafka to tell what they could not */
    StreamWatch(Duration settling) {
        this.settling = settling;
    }

    private record Mark(Instant at, Map<Integer, Long> ends) {}

    /**
     * Kafka answered.
     *
     * @param ends offset after the last record of each partition
     * @param read offset up to which each partition has been dealt with; absent if nothing of it was ever
     */
    synchronized void seen(Instant now, Map<Integer, Long> ends, Map<Integer, Long> read) {
        if (contactSince == null) {
            contactSince = now;
        }
        if (covers(read, ends)) {
            heardUntil = now;
            mark = null;
        } else if (mark == null) {
            mark = new Mark(now, Map.copyOf(ends));
        } else if (covers(read, mark.ends())) {
            heardUntil = mark.at();
            mark = new Mark(now, Map.copyOf(ends));
        }
    }

    /** Kafka did not answer. */
    synchronized void lost() {
        contactSince = null;
        mark = null;
        heardUntil = null;
    }

    /** Whoever was due to report before this instant, and did not, is silent indeed. Empty while nothing can be said. */
    synchronized Optional<Instant> trustedUntil() {
        return heardUntil != null && contactSince != null && !heardUntil.isBefore(contactSince.plus(settling))
                ? Optional.of(heardUntil)
                : Optional.empty();
    }

    private static boolean covers(Map<Integer, Long> read, Map<Integer, Long> ends) {
        return ends.entrySet().stream()
                .allMatch(end -> end.getValue() == 0 || read.getOrDefault(end.getKey(), -1L) >= end.getValue());
    }
}
