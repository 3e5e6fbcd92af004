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
import java.util.List;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.PartitionKey;
import org.jspecify.annotations.Nullable;

/** The transcoding of one video. Whoever changes a job or its tasks holds the lock of the job's row, except for queueing. */
@Entity
@Table(name = "transcode_job")
@DynamicUpdate
class TranscodeJob {
    @Id
    private String id;

    @PartitionKey
    @Column(name = "tenant_id")
    private String tenantId;

    @Column(name = "video_id")
    private String videoId;

    @Enumerated(EnumType.STRING)
    private JobState state;

    @Column(name = "source_key")
    private String sourceKey;

    @Column(name = "request_id")
    private String requestId;

    @Column(name = "trace_parent")
    private @Nullable String traceParent;

    @Convert(converter = PlanColumn.class)
    private @Nullable Plan plan;

    private double progress;

    @Column(name = "error_code")
    private @Nullable String errorCode;

    @Column(name = "error_message")
    private @Nullable String errorMessage;

    @Column(name = "reported_at")
    private Instant reportedAt;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
    protected TranscodeJob() {}

    TranscodeJob(
            String id,
            String tenantId,
            String videoId,
            String sourceKey,
            String requestId,
            @Nullable String traceParent,
            Instant now) {
        this.id = id;
        this.tenantId = tenantId;
        this.videoId = videoId;
        this.state = JobState.PENDING;
        this.sourceKey = sourceKey;
        this.requestId = requestId;
        this.traceParent = traceParent;
        this.createdAt = now.truncatedTo(ChronoUnit.MICROS);
        this.updatedAt = createdAt;
        this.reportedAt = createdAt;
    }

    /** The job as the life cycle sees it. */
    JobSnapshot snapshot(List<TaskSnapshot> tasks) {
        return new JobSnapshot(id, state, progress, fault(), reportedAt, tasks);
    }

    /** Takes over what the life cycle decided. */
    void take(JobSnapshot next, @Nullable Plan made, Instant now) {
        state = next.state();
        progress = next.progress();
        errorCode = next.fault() == null ? null : next.fault().code();
        errorMessage = next.fault() == null ? null : next.fault().message();
        reportedAt = next.reportedAt().truncatedTo(ChronoUnit.MICROS);
        plan = made == null ? plan : made;
        updatedAt = now.truncatedTo(ChronoUnit.MICROS);
    }

    @Nullable
    Fault fault() {
        return Fault.of(errorCode, errorMessage);
    }

    String id() {
        return id;
    }

    String tenantId() {
        return tenantId;
    }

    String videoId() {
        return videoId;
    }

    JobState state() {
        return state;
    }

    String sourceKey() {
        return sourceKey;
    }

    String requestId() {
        return requestId;
    }

    /** W3C traceparent of that request, if it is known. */
    @Nullable
    String traceParent() {
        return traceParent;
    }

    @Nullable
    Plan plan() {
        return plan;
    }

    double progress() {
        return progress;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant updatedAt() {
        return updatedAt;
    }
}
