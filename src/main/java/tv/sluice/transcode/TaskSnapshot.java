package tv.sluice.transcode;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A task as it is stored, without its parameters and its result.
 *
 * @param ordinal place among the tasks of its kind
 * @param attempt number of the current attempt, from 1; what other attempts report is ignored
 * @param failures attempts that crashed, failed or fell silent
 * @param progress 0 to 1, of the current attempt
 * @param weight expected cost, in any unit common to the job's tasks
 * @param output storage folder of what the completed attempt made
 * @param dueAt PENDING: not to be queued before; QUEUED and RUNNING: counts as lost after
 */
record TaskSnapshot(
        String id,
        TaskKind kind,
        int ordinal,
        TaskState state,
        int attempt,
        int failures,
        double progress,
        double weight,
        @Nullable String worker,
        @Nullable String output,
        Instant dueAt,
        @Nullable Fault fault) {

    /** A worker has the task and reports how far it is. */
    TaskSnapshot running(String by, double reached, Instant lostAfter) {
        return new TaskSnapshot(
                id,
                kind,
                ordinal,
                TaskState.RUNNING,
                attempt,
                failures,
                Math.max(progress, reached),
                weight,
                by,
                null,
                lostAfter,
                fault);
    }

    /** The current attempt has delivered. */
    TaskSnapshot completed(String by, @Nullable String made, Instant at) {
        return new TaskSnapshot(
                id, kind, ordinal, TaskState.COMPLETED, attempt, failures, 1, weight, by, made, at, null);
    }

    /** No further attempt is made. */
    TaskSnapshot failed(Fault why, int failed, Instant at) {
        return new TaskSnapshot(
                id, kind, ordinal, TaskState.FAILED, attempt, failed, progress, weight, worker, null, at, why);
    }

    /** Back to the dispatcher for the next attempt. */
    TaskSnapshot again(@Nullable Fault why, int failed, Instant notBefore) {
        return new TaskSnapshot(
                id, kind, ordinal, TaskState.PENDING, attempt + 1, failed, 0, weight, null, null, notBefore, why);
    }
}
