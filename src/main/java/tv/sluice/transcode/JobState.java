package tv.sluice.transcode;

/** Where a job is. */
enum JobState {
    /** No worker has begun with it. */
    PENDING,
    RUNNING,
    COMPLETED,
    FAILED;

    /** Whether nothing can change it any more. */
    boolean isFinal() {
        return this == COMPLETED || this == FAILED;
    }
}
