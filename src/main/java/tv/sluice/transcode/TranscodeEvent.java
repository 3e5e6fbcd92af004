package tv.sluice.transcode;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** A record of the topic {@code transcode-events}: news from a worker. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = TaskEvent.Started.class, name = "TASK_STARTED"),
    @JsonSubTypes.Type(value = TaskEvent.Progressed.class, name = "TASK_PROGRESSED"),
    @JsonSubTypes.Type(value = TaskEvent.Completed.class, name = "TASK_COMPLETED"),
    @JsonSubTypes.Type(value = TaskEvent.Failed.class, name = "TASK_FAILED"),
    @JsonSubTypes.Type(value = TaskEvent.Released.class, name = "TASK_RELEASED"),
    @JsonSubTypes.Type(value = WorkerHeartbeat.class, name = "WORKER_HEARTBEAT")
})
sealed interface TranscodeEvent permits TaskEvent, WorkerHeartbeat {
    /** The worker that tells it. */
    String worker();

    /** The record key: what is told with the same key is read in the order in which it was told. */
    String key();
}
