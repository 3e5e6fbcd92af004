package tv.sluice.transcode;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A transcoder, as it was last seen. */
@Entity
@Table(name = "transcode_worker")
class TranscodeWorker {
    @Id
    private String id;

    private int slots;

    private int busy;

    private String partitions;

    @Column(name = "seen_at")
    private Instant seenAt;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
    protected TranscodeWorker() {}

    TranscodeWorker(WorkerHeartbeat heartbeat, Instant at) {
        this.id = heartbeat.worker();
        take(heartbeat, at);
    }

    final void take(WorkerHeartbeat heartbeat, Instant at) {
        slots = heartbeat.slots();
        busy = heartbeat.busy();
        partitions = heartbeat.partitions().stream().map(String::valueOf).collect(Collectors.joining(","));
        seenAt = at.truncatedTo(ChronoUnit.MICROS);
    }

    WorkerState state() {
        List<Integer> numbers = partitions.isEmpty()
                ? List.of()
                : Arrays.stream(partitions.split(",")).map(Integer::valueOf).toList();
        return new WorkerState(id, slots, busy, numbers);
    }
}
