package tv.sluice.transcode;

import org.jspecify.annotations.Nullable;

/**
 * Why a task or a job failed.
 *
 * @param code stable, e.g. {@code source_not_media}
 * @param message a sentence for people
 */
record Fault(String code, String message) {
    private static final int MAX_CODE = 64;
    private static final int MAX_MESSAGE = 500;

    /** The last thing known of a task whose worker fell silent. */
    static final Fault TASK_LOST =
            new Fault("task_lost", "The worker that had this task stopped reporting, several times in a row.");

    /** What is put on the unfinished tasks of a failed job. */
    static final Fault JOB_FAILED = new Fault("job_failed", "Another task of this job failed.");

    /** The tenant may not have so much encoded. */
    static final Fault ENCODING_LIMIT = new Fault(
            "encoding_limit", "With this video the limit encodedMinutesPerMonth of the tenant would be exceeded.");

    Fault {
        // Both come from a worker and go into columns of these lengths.
        code = code.length() <= MAX_CODE ? code : code.substring(0, MAX_CODE);
        message = message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE - 1) + "…";
    }

    /** The fault that two columns hold, if they do. */
    static @Nullable Fault of(@Nullable String code, @Nullable String message) {
        return code == null || message == null ? null : new Fault(code, message);
    }
}
