package tv.sluice.transcode;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tv.sluice.transcode.Decision.Applied;
import tv.sluice.transcode.Decision.Ignored;

/**
 * Decides what follows from an event of a task: a function of the job as stored, the event and the time. A task takes news of its
 * current attempt only and its first final state stays, so replays, stale attempts and events out of order change nothing.
 */
final class JobLifecycle {
    /** Per cent that finding out what is to be done counts for. */
    private static final double PROBE_PERCENT = 2;

    private final LifecycleRules rules;
    private final @Nullable Duration most;

    JobLifecycle(LifecycleRules rules) {
        this(rules, null);
    }

    /** @param most as much of a source as is encoded; null if all of it is */
    JobLifecycle(LifecycleRules rules, @Nullable Duration most) {
        this.rules = rules;
        this.most = most;
    }

    /** A worker tells something. */
    Decision on(JobSnapshot job, TaskEvent event, Instant now) {
        Optional<TaskSnapshot> found = job.task(event.task().taskId());
        if (found.isEmpty()) {
            return new Ignored("no such task");
        }
        TaskSnapshot task = found.get();
        if (job.state().isFinal() || task.state().isFinal()) {
            return new Ignored("already final");
        }
        if (task.attempt() != event.task().attempt()) {
            return new Ignored("attempt " + event.task().attempt() + ", current is " + task.attempt());
        }
        return switch (event) {
            case TaskEvent.Started started -> running(job, task, started.worker(), 0, now);
            case TaskEvent.Progressed progressed ->
                running(job, task, progressed.worker(), Math.clamp(progressed.progress(), 0, 1), now);
            case TaskEvent.Completed completed -> completed(job, task, completed, now);
            case TaskEvent.Failed failed ->
                failed(job, task, new Fault(failed.code(), failed.message()), failed.retryable(), now);
            case TaskEvent.Released released ->
                settle(job, task.again(task.fault(), task.failures(), now), null, List.of(), now);
        };
    }

    /** There was no news of a task until it was due. */
    Decision overdue(JobSnapshot job, String taskId, Instant now) {
        Optional<TaskSnapshot> found = job.task(taskId);
        if (found.isEmpty() || job.state().isFinal() || found.get().dueAt().isAfter(now)) {
            return new Ignored("not overdue");
        }
        TaskSnapshot task = found.get();
        return switch (task.state()) {
            // A message that got lost says nothing against the task.
            case QUEUED -> settle(job, task.again(task.fault(), task.failures(), now), null, List.of(), now);
            case RUNNING -> failed(job, task, Fault.TASK_LOST, true, now);
            case PENDING, COMPLETED, FAILED -> new Ignored("not overdue");
        };
    }

    private Decision running(JobSnapshot job, TaskSnapshot task, String worker, double progress, Instant now) {
        return settle(job, task.running(worker, progress, now.plus(rules.silence())), null, List.of(), now);
    }

    private Decision completed(JobSnapshot job, TaskSnapshot task, TaskEvent.Completed event, Instant now) {
        if (event.result().taskKind() != task.kind()) {
            Fault fault = new Fault("wrong_result", "The worker sent the result of a different kind of task.");
            return failed(job, task, fault, true, now);
        }
        TaskSnapshot done = task.completed(event.worker(), event.output(), now);
        if (!(event.result() instanceof TaskResult.Probed probed)) {
            return settle(job, done, null, List.of(), now);
        }
        Plan plan = Planner.plan(job.id(), probed, most);
        return settle(job, done, plan, Planner.tasks(plan, probed), now);
    }

    private Decision failed(JobSnapshot job, TaskSnapshot task, Fault fault, boolean retryable, Instant now) {
        int failures = task.failures() + 1;
        TaskSnapshot next = retryable && failures < rules.failures()
                ? task.again(fault, failures, rules.nextAttempt(failures, now))
                : task.failed(fault, failures, now);
        return settle(job, next, null, List.of(), now);
    }

    /** What the change of one task means for the job and its video. */
    private Decision settle(
            JobSnapshot before, TaskSnapshot changed, @Nullable Plan plan, List<PlannedTask> created, Instant now) {
        JobSnapshot job = before.with(changed);
        if (changed.state() == TaskState.FAILED && changed.kind() != TaskKind.ARTWORK && changed.fault() != null) {
            return giveUp(job, changed.fault(), now);
        }
        Coverage covered = Coverage.of(job);
        boolean complete = created.isEmpty() && covered.complete();
        Coverage publish = covered.playable() && !covered.equals(Coverage.of(before)) ? covered : null;
        if (complete) {
            JobSnapshot done = job.in(JobState.COMPLETED, 100, null).reported(now);
            return new Applied(done, List.of(changed), plan, created, covered, new VideoChange.Ready());
        }
        JobSnapshot running = job.in(stateOf(before, changed), percent(job), null);
        boolean tell = plan != null || publish != null || isTimeToReport(before, running, now);
        return new Applied(
                tell ? running.reported(now) : running,
                List.of(changed),
                plan,
                created,
                publish,
                tell ? new VideoChange.Advanced(running.progress()) : new VideoChange.Untouched());
    }

    /** The job fails, and with it all of its tasks that are not final. */
    Applied giveUp(JobSnapshot job, Fault fault, Instant now) {
        List<TaskSnapshot> tasks = job.tasks().stream()
                .map(task -> task.state().isFinal() ? task : task.failed(Fault.JOB_FAILED, task.failures(), now))
                .toList();
        JobSnapshot failed = job.withTasks(tasks).in(JobState.FAILED, 0, fault).reported(now);
        return new Applied(failed, tasks, null, List.of(), null, new VideoChange.Errored(fault));
    }

    private static JobState stateOf(JobSnapshot before, TaskSnapshot changed) {
        return changed.state() == TaskState.PENDING ? before.state() : JobState.RUNNING;
    }

    private boolean isTimeToReport(JobSnapshot before, JobSnapshot after, Instant now) {
        return after.progress() > before.progress()
                && !now.isBefore(before.reportedAt().plus(rules.reportEvery()));
    }

    /** Per cent of the expected cost that is done. */
    private static double percent(JobSnapshot job) {
        double probe = 0;
        double done = 0;
        double all = 0;
        for (TaskSnapshot task : job.tasks()) {
            if (task.kind() == TaskKind.PROBE) {
                probe = task.progress();
            } else {
                done += task.weight() * (task.state().isFinal() ? 1 : task.progress());
                all += task.weight();
            }
        }
        return PROBE_PERCENT * probe + (all == 0 ? 0 : (100 - PROBE_PERCENT) * done / all);
    }
}
