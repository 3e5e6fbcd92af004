package tv.sluice.transcode;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What happened to one attempt of a task. */
sealed interface TaskEvent extends TranscodeEvent {
    TaskIdentity task();

    @Override
    default String key() {
        return task().jobId();
    }

    /** The worker has begun. */
    record Started(TaskIdentity task, String worker) implements TaskEvent {
        public Started {
            Objects.requireNonNull(task);
            Objects.requireNonNull(worker);
        }
    }

    /**
     * The worker is alive and this far.
     *
     * @param progress 0 to 1
     */
    record Progressed(TaskIdentity task, String worker, double progress) implements TaskEvent {
        public Progressed {
            Objects.requireNonNull(task);
            Objects.requireNonNull(worker);
        }
    }

    /**
     * The task is done.
     *
     * @param output the storage folder that holds what was made; null if nothing was
     * @param seconds how long it took
     */
    record Completed(
            TaskIdentity task, String worker, @Nullable String output, double seconds, TaskResult result)
            implements TaskEvent {}

    /**
     * The task could not be done.
     *
     * @param code stable
     * @param message a sentence for people
     * @param retryable whether another attempt may succeed
     * @param seconds how long it took
     */
    record Failed(TaskIdentity task, String worker, String code, String message, boolean retryable, double seconds)
            implements TaskEvent {}

    /** The worker stops and hands the task back unfinished. */
    record Released(TaskIdentity task, String worker) implements TaskEvent {
        public Released {
            Objects.requireNonNull(task);
            Objects.requireNonNull(worker);
        }
    }
}
