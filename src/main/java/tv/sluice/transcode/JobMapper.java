package tv.sluice.transcode;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tv.sluice.api.model.Job;
import tv.sluice.api.model.JobPage;
import tv.sluice.api.model.Task;
import tv.sluice.platform.journal.StateJson;
import tv.sluice.platform.web.Page;

/** Between the contract's shapes of jobs and ours. */
final class JobMapper {
    private JobMapper() {}

    static @Nullable JobState state(tv.sluice.api.model.@Nullable JobState state) {
        return state == null ? null : JobState.valueOf(state.name());
    }

    static JobPage page(Page<TranscodeJob> page) {
        return new JobPage()
                .items(page.items().stream()
                        .map(job -> outline(job).tasks(null))
                        .toList())
                .nextCursor(page.nextCursor());
    }

    static Job job(TranscodeJob job, List<TaskSnapshot> tasks) {
        return outline(job).tasks(tasks.stream().map(JobMapper::task).toList());
    }

    /** The job for the journal, as a list shows it: there can be hundreds of tasks. */
    static JsonNode json(TranscodeJob job) {
        return StateJson.of(outline(job).tasks(null));
    }

    private static Job outline(TranscodeJob job) {
        return new Job()
                .id(job.id())
                .videoId(job.videoId())
                .state(tv.sluice.api.model.JobState.valueOf(job.state().name()))
                .progress(percent(job.progress()))
                .error(fault(job.fault()))
                .requestId(job.requestId())
                .createdAt(job.createdAt())
                .updatedAt(job.updatedAt());
    }

    private static Task task(TaskSnapshot task) {
        return new Task()
                .id(task.id())
                .kind(tv.sluice.api.model.TaskKind.valueOf(task.kind().name()))
                .ordinal(task.ordinal())
                .state(tv.sluice.api.model.TaskState.valueOf(task.state().name()))
                .attempt(task.attempt())
                .progress(percent(100 * task.progress()))
                .worker(task.worker())
                .error(task.state() == TaskState.FAILED ? fault(task.fault()) : null);
    }

    private static tv.sluice.api.model.@Nullable Fault fault(@Nullable Fault fault) {
        return fault == null
                ? null
                : new tv.sluice.api.model.Fault().code(fault.code()).message(fault.message());
    }

    private static BigDecimal percent(double value) {
        return BigDecimal.valueOf(value).setScale(1, RoundingMode.HALF_UP);
    }
}
