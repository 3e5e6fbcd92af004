package tv.sluice.transcode;

/** Where a task is. */
enum TaskState {
    /** Waits in the database until the dispatcher has room for it. */
    PENDING,
    /** Waits in Kafka for a worker. */
    QUEUED,
    /** A worker has it. */
    RUNNING,
    COMPLETED,
    FAILED;

    /** Whether nothing can change it any more. */
    boolean isFinal() {
        return this == COMPLETED || this == FAILED;
    }
}
