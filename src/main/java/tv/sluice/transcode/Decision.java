package tv.sluice.transcode;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What follows from an event. */
sealed interface Decision {
    /** Nothing: the event is a replay, or of an attempt that is no longer the current one. */
    record Ignored(String reason) implements Decision {}

    /**
     * Save this.
     *
     * @param job as it is afterwards, without the created tasks
     * @param changed those of its tasks that are to be saved
     * @param plan made just now, to be saved with the job
     * @param created tasks that the plan adds
     * @param publish what the descriptor is to cover, if it is to be written
     */
    record Applied(
            JobSnapshot job,
            List<TaskSnapshot> changed,
            @Nullable Plan plan,
            List<PlannedTask> created,
            @Nullable Coverage publish,
            VideoChange video)
            implements Decision {
        public Applied {
            changed = List.copyOf(changed);
            created = List.copyOf(created);
        }
    }
}
