package tv.sluice.transcode;

import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;
import tv.sluice.platform.deletion.Deletions;
import tv.sluice.platform.event.Invalidations;
import tv.sluice.transcode.Decision.Applied;
import tv.sluice.transcode.Decision.Ignored;

/** What is done once a decision is committed: say so, tell the caches, delete what was given up. Nothing of it can fail the event. */
@ApplicationScoped
class Aftermath {
    private static final Logger LOG = Logger.getLogger(Aftermath.class);

    private final Deletions deletions;
    private final Invalidations invalidations;
    private final TranscodeMetrics metrics;

    Aftermath(Deletions deletions, Invalidations invalidations, TranscodeMetrics metrics) {
        this.deletions = deletions;
        this.invalidations = invalidations;
        this.metrics = metrics;
    }

    /** A worker's event has been dealt with. */
    void of(TaskEvent event, JobKeeper.Outcome outcome) {
        TaskIdentity task = event.task();
        switch (outcome.decision()) {
            case Ignored ignored -> {
                metrics.ignored();
                LOG.debugf(
                        "Task %s: %s ignored: %s",
                        task.taskId(), event.getClass().getSimpleName(), ignored.reason());
            }
            case Applied applied -> {
                say(event, applied);
                settle(task.videoId(), applied);
            }
        }
        deleteIf(outcome.gaveUp());
    }

    /** A task was taken back, or not. */
    void of(OverdueTask task, JobKeeper.Outcome outcome) {
        if (outcome.decision() instanceof Applied applied) {
            TaskSnapshot changed = applied.job().task(task.id()).orElseThrow();
            metrics.attemptEnded(changed.kind(), "lost");
            LOG.warnf(
                    "Task %s of job %s: no news in time while %s, now %s, attempt %d",
                    task.id(), task.jobId(), task.state(), changed.state(), changed.attempt());
            settle(task.videoId(), applied);
        }
        deleteIf(outcome.gaveUp());
    }

    private void say(TaskEvent event, Applied applied) {
        TaskIdentity task = event.task();
        TaskKind kind =
                applied.job().task(task.taskId()).map(TaskSnapshot::kind).orElseThrow();
        switch (event) {
            case TaskEvent.Started started ->
                LOG.infof(
                        "Task %s of job %s: %s started by %s, attempt %d",
                        task.taskId(), task.jobId(), kind, started.worker(), task.attempt());
            case TaskEvent.Progressed progressed ->
                LOG.debugf("Task %s: %.0f %%", task.taskId(), 100 * progressed.progress());
            case TaskEvent.Completed completed -> {
                metrics.attemptEnded(kind, "completed");
                LOG.infof(
                        "Task %s of job %s: %s completed in %.1f s",
                        task.taskId(), task.jobId(), kind, completed.seconds());
            }
            case TaskEvent.Failed failed -> {
                metrics.attemptEnded(kind, "failed");
                LOG.warnf(
                        "Task %s of job %s: %s failed, attempt %d: %s: %s",
                        task.taskId(), task.jobId(), kind, task.attempt(), failed.code(), failed.message());
            }
            case TaskEvent.Released released -> {
                metrics.attemptEnded(kind, "released");
                LOG.infof("Task %s of job %s: handed back by %s", task.taskId(), task.jobId(), released.worker());
            }
        }
    }

    private void settle(String videoId, Applied applied) {
        JobSnapshot job = applied.job();
        if (applied.publish() != null) {
            invalidations.publish(DescriptorWorker.key(videoId));
        }
        if (job.state().isFinal()) {
            metrics.jobEnded(job.state());
            LOG.infof(
                    "Job %s: %s%s",
                    job.id(),
                    job.state(),
                    job.fault() == null ? "" : ", " + job.fault().code());
        }
    }

    private void deleteIf(boolean gaveUp) {
        if (gaveUp) {
            deletions.run().subscribe().with(done -> {}, failure -> LOG.warn("Deleting is put off", failure));
        }
    }
}
