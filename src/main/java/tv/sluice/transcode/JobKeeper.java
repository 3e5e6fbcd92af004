package tv.sluice.transcode;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.unchecked.Unchecked;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tv.sluice.cmaf.Descriptor;
import tv.sluice.platform.db.Database;
import tv.sluice.platform.db.Transaction;
import tv.sluice.platform.error.ProblemException;
import tv.sluice.platform.error.ProblemType;
import tv.sluice.platform.id.Ids;
import tv.sluice.tenant.TestEnvironment;
import tv.sluice.tenant.UsageService;
import tv.sluice.transcode.Decision.Applied;
import tv.sluice.transcode.Decision.Ignored;
import tv.sluice.video.VideoService;

/**
 * Loads a job, asks the life cycle what follows from an event, and saves that: rows, descriptor and catalogue in one transaction. The
 * rows are locked in the order video, job, tasks.
 */
@ApplicationScoped
class JobKeeper {
    private final Database database;
    private final VideoService videos;
    private final JobRepository jobs;
    private final TaskRepository tasks;
    private final DescriptorWorker descriptors;
    private final Leftovers leftovers;
    private final Aftermath aftermath;
    private final JobJournal journal;
    private final UsageService usage;
    private final TestEnvironment test;
    private final LifecycleRules rules;

    JobKeeper(
            Database database,
            VideoService videos,
            JobRepository jobs,
            TaskRepository tasks,
            DescriptorWorker descriptors,
            Leftovers leftovers,
            Aftermath aftermath,
            JobJournal journal,
            UsageService usage,
            TestEnvironment test,
            TranscodeConfig config) {
        this.database = database;
        this.videos = videos;
        this.jobs = jobs;
        this.tasks = tasks;
        this.descriptors = descriptors;
        this.leftovers = leftovers;
        this.aftermath = aftermath;
        this.journal = journal;
        this.usage = usage;
        this.test = test;
        this.rules = config.rules();
    }

    /**
     * What came of an event.
     *
     * @param gaveUp whether objects are to be deleted, now that it is committed
     */
    record Outcome(Decision decision, boolean gaveUp) {}

    /** A job, locked, its tasks, and what the job was for the journal. */
    private record Held(TranscodeJob job, List<TaskSnapshot> tasks, JsonNode before) {
        JobSnapshot snapshot() {
            return job.snapshot(tasks);
        }
    }

    /** A worker told something. */
    Uni<Outcome> on(TaskEvent event, Instant now) {
        TaskIdentity about = event.task();
        TaskResult result = event instanceof TaskEvent.Completed completed ? completed.result() : null;
        return database.write(tx -> hold(tx, about.tenantId(), about.videoId(), about.jobId())
                        .chain(held -> held == null
                                ? ignore(tx, event, null, new Ignored("no such job"))
                                : switch (lifecycle(held).on(held.snapshot(), event, now)) {
                                    case Ignored ignored -> ignore(tx, event, held, ignored);
                                    case Applied applied ->
                                        paid(tx, held, applied, now).chain(paid -> save(tx, held, paid, result, now));
                                }))
                .invoke(outcome -> aftermath.of(event, outcome));
    }

    /** Nothing was heard of a task for too long. */
    Uni<Outcome> overdue(OverdueTask task, Instant now) {
        return database.write(tx -> hold(tx, task.tenantId(), task.videoId(), task.jobId())
                        .chain(held -> held == null
                                ? Uni.createFrom().item(new Outcome(new Ignored("no such job"), false))
                                : switch (lifecycle(held).overdue(held.snapshot(), task.id(), now)) {
                                    case Ignored ignored -> Uni.createFrom().item(new Outcome(ignored, false));
                                    case Applied applied -> save(tx, held, applied, null, now);
                                }))
                .invoke(outcome -> aftermath.of(task, outcome));
    }

    /** Locks the video and then the job; null if either is gone. */
    private Uni<Held> hold(Transaction tx, String tenantId, String videoId, String jobId) {
        return videos.locked(tx, tenantId, videoId)
                .chain(video -> jobs.lock(tx, tenantId, jobId))
                .onItem()
                .ifNotNull()
                .transformToUni(job -> tasks.snapshots(tx, tenantId, jobId)
                        .map(snapshots -> new Held(job, snapshots, JobMapper.json(job))))
                .invoke(held -> goOn(tx, held))
                .onFailure(JobKeeper::isGone)
                .recoverWithNull();
    }

    private void goOn(Transaction tx, @Nullable Held held) {
        if (held != null) {
            journal.goesOn(tx, held.job());
        }
    }

    private static boolean isGone(Throwable failure) {
        return failure instanceof ProblemException problem && problem.type().equals(ProblemType.NOT_FOUND);
    }

    private Uni<Outcome> ignore(Transaction tx, TaskEvent event, @Nullable Held held, Ignored ignored) {
        return leftovers
                .ofIgnored(tx, event, held == null ? List.of() : held.tasks())
                .map(gaveUp -> new Outcome(ignored, gaveUp));
    }

    private JobLifecycle lifecycle(Held held) {
        return new JobLifecycle(rules, test.videoDuration(held.job().tenantId()).orElse(null));
    }

    /** Encoding is counted when it is known how much it will be, before it begins; if the tenant may not have so much, the job fails. */
    private Uni<Applied> paid(Transaction tx, Held held, Applied applied, Instant now) {
        TranscodeJob job = held.job();
        Plan plan = applied.plan();
        return plan == null
                ? Uni.createFrom().item(applied)
                : usage.encode(tx, job.tenantId(), job.id(), plan.duration(), now)
                        .map(fits ->
                                fits ? applied : lifecycle(held).giveUp(held.snapshot(), Fault.ENCODING_LIMIT, now));
    }

    private Uni<Void> uncountIfFailed(Transaction tx, TranscodeJob job) {
        return job.state() == JobState.FAILED
                ? usage.encodedNothing(tx, job.tenantId(), job.id())
                : Uni.createFrom().voidItem();
    }

    private Uni<Outcome> save(Transaction tx, Held held, Applied applied, @Nullable TaskResult result, Instant now) {
        return saveRows(tx, held, applied, result, now)
                .chain(() -> publish(tx, held, applied))
                .chain(published -> tell(tx, held, applied, published))
                .chain(() -> uncountIfFailed(tx, held.job()))
                .chain(() -> leftovers.ofJob(tx, held.job(), applied.job()))
                .map(gaveUp -> new Outcome(applied, gaveUp))
                .onFailure(DescriptorAssembly.MismatchException.class)
                .recoverWithUni(mismatch -> fail(tx, held, applied, mismatch, now));
    }

    private Uni<Void> saveRows(Transaction tx, Held held, Applied applied, @Nullable TaskResult result, Instant now) {
        TranscodeJob job = held.job();
        job.take(applied.job(), applied.plan(), now);
        Function<PlannedTask, TranscodeTask> row = task -> new TranscodeTask(Ids.next("tsk"), job, task, now);
        var changed = applied.changed().stream().collect(Collectors.toMap(TaskSnapshot::id, task -> task));
        return tasks.find(tx, job.tenantId(), job.id(), changed.keySet())
                .invoke(rows -> rows.forEach(task -> {
                    TaskSnapshot next = Objects.requireNonNull(changed.get(task.id()));
                    task.take(next, next.state() == TaskState.COMPLETED ? result : null, now);
                }))
                .chain(() ->
                        tasks.addAll(tx, applied.created().stream().map(row).toList()));
    }

    /** Writes the descriptor if it is to be written; else null. */
    private Uni<Descriptor> publish(Transaction tx, Held held, Applied applied) {
        TranscodeJob job = held.job();
        Plan plan = job.plan();
        Coverage covered = applied.publish();
        if (covered == null || plan == null) {
            return Uni.createFrom().nullItem();
        }
        int version = (int) applied.job().tasks().stream()
                .filter(task -> task.state() == TaskState.COMPLETED)
                .count();
        return tasks.delivered(tx, job.tenantId(), job.id())
                .map(Unchecked.function(delivered -> DescriptorAssembly.of(job, plan, covered, version, delivered)))
                .call(descriptors::write);
    }

    private Uni<Void> tell(Transaction tx, Held held, Applied applied, @Nullable Descriptor published) {
        TranscodeJob job = held.job();
        boolean playable = Coverage.of(applied.job()).playable();
        if (job.state().isFinal()) {
            journal.ended(tx, held.before(), job);
        }
        return switch (applied.video()) {
            case VideoChange.Untouched untouched -> Uni.createFrom().voidItem();
            case VideoChange.Advanced advanced ->
                videos.apply(
                        tx,
                        job.tenantId(),
                        job.videoId(),
                        VideoReport.of(false, playable, advanced.percent(), applied.plan(), published));
            case VideoChange.Ready ready ->
                videos.apply(
                        tx, job.tenantId(), job.videoId(), VideoReport.of(true, playable, 100, job.plan(), published));
            case VideoChange.Errored errored ->
                videos.failed(
                        tx,
                        job.tenantId(),
                        job.videoId(),
                        errored.fault().code(),
                        errored.fault().message());
        };
    }

    private Uni<Outcome> fail(Transaction tx, Held held, Applied applied, Throwable mismatch, Instant now) {
        Fault fault = new Fault("chunks_differ", String.valueOf(mismatch.getMessage()));
        return save(tx, held, lifecycle(held).giveUp(applied.job(), fault, now), null, now);
    }
}
