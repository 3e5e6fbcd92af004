package tv.sluice.transcode;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A job with all its tasks as they are stored.
 *
 * @param progress per cent, never falling
 * @param fault why it failed
 * @param reportedAt when the catalogue was last told of the progress
 */
record JobSnapshot(
        String id,
        JobState state,
        double progress,
        @Nullable Fault fault,
        Instant reportedAt,
        List<TaskSnapshot> tasks) {

    JobSnapshot {
        tasks = List.copyOf(tasks);
    }

    Optional<TaskSnapshot> task(String taskId) {
        return tasks.stream().filter(t -> t.id().equals(taskId)).findFirst();
    }

    /** The same job with one task replaced. */
    JobSnapshot with(TaskSnapshot changed) {
        return withTasks(tasks.stream()
                .map(t -> t.id().equals(changed.id()) ? changed : t)
                .toList());
    }

    JobSnapshot withTasks(List<TaskSnapshot> changed) {
        return new JobSnapshot(id, state, progress, fault, reportedAt, changed);
    }

    JobSnapshot in(JobState next, double reached, @Nullable Fault why) {
        return new JobSnapshot(id, next, Math.max(progress, reached), why, reportedAt, tasks);
    }

    JobSnapshot reported(Instant at) {
        return new JobSnapshot(id, state, progress, fault, at, tasks);
    }
}
