package tv.sluice.transcode;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.PartitionKey;
import org.jspecify.annotations.Nullable;

/** A small repeatable part of a job. The row is its own outbox: what is PENDING is still to be told to the workers. */
@Entity
@Table(name = "transcode_task")
@DynamicUpdate
class TranscodeTask {
    @Id
    private String id;

    @PartitionKey
    @Column(name = "tenant_id")
    private String tenantId;

    @Column(name = "job_id")
    private String jobId;

    @Enumerated(EnumType.STRING)
    private TaskKind kind;

    private int ordinal;

    private int position;

    @Enumerated(EnumType.STRING)
    private TaskState state;

    private int attempt;

    private int failures;

    private double progress;

    private double weight;

    @Convert(converter = SpecColumn.class)
    private TaskSpec spec;

    @Convert(converter = ResultColumn.class)
    private @Nullable TaskResult result;

    private @Nullable String worker;

    private @Nullable String output;

    @Column(name = "due_at")
    private Instant dueAt;

    @Column(name = "queued_to")
    private @Nullable Integer queuedTo;

    @Column(name = "error_code")
    private @Nullable String errorCode;

    @Column(name = "error_message")
    private @Nullable String errorMessage;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
    protected TranscodeTask() {}

    TranscodeTask(String id, TranscodeJob job, PlannedTask planned, Instant now) {
        this.id = id;
        this.tenantId = job.tenantId();
        this.jobId = job.id();
        this.kind = planned.spec().taskKind();
        this.ordinal = planned.ordinal();
        this.position = planned.position();
        this.state = TaskState.PENDING;
        this.attempt = 1;
        this.weight = planned.weight();
        this.spec = planned.spec();
        this.dueAt = now.truncatedTo(ChronoUnit.MICROS);
        this.createdAt = dueAt;
        this.updatedAt = dueAt;
    }

    /** Takes over what the life cycle decided. */
    void take(TaskSnapshot next, @Nullable TaskResult brought, Instant now) {
        state = next.state();
        attempt = next.attempt();
        failures = next.failures();
        progress = next.progress();
        worker = next.worker();
        output = next.output();
        dueAt = next.dueAt().truncatedTo(ChronoUnit.MICROS);
        errorCode = next.fault() == null ? null : next.fault().code();
        errorMessage = next.fault() == null ? null : next.fault().message();
        result = brought == null ? result : brought;
        updatedAt = now.truncatedTo(ChronoUnit.MICROS);
    }

    /** It has been told to the workers. */
    void queued(@Nullable Integer partition, Instant lostAfter, Instant now) {
        state = TaskState.QUEUED;
        queuedTo = partition;
        dueAt = lostAfter.truncatedTo(ChronoUnit.MICROS);
        updatedAt = now.truncatedTo(ChronoUnit.MICROS);
    }

    /** What a worker is told. */
    TaskMessage message(TranscodeJob job) {
        TaskIdentity identity =
                new TaskIdentity(job.requestId(), tenantId, job.videoId(), jobId, id, attempt, job.traceParent());
        return new TaskMessage(identity, job.sourceKey(), identity.outputPrefix(), spec);
    }

    String id() {
        return id;
    }

    String tenantId() {
        return tenantId;
    }

    String jobId() {
        return jobId;
    }

    @Nullable
    TaskResult result() {
        return result;
    }
}
