package tv.sluice.transcode;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import tv.sluice.platform.db.Database;

/** Takes back the tasks of which nothing was heard for too long, and forgets transcoders that are long gone. */
@ApplicationScoped
class OverdueSweep {
    private static final int MOST_AT_ONCE = 100;
    private static final Duration FORGET_WORKERS_AFTER = Duration.ofDays(1);

    private final Database database;
    private final DispatchRepository tasks;
    private final WorkerRepository workers;
    private final TaskQueue queue;
    private final JobKeeper jobs;
    private final TranscodeConfig config;

    OverdueSweep(
            Database database,
            DispatchRepository tasks,
            WorkerRepository workers,
            TaskQueue queue,
            JobKeeper jobs,
            TranscodeConfig config) {
        this.database = database;
        this.tasks = tasks;
        this.workers = workers;
        this.queue = queue;
        this.jobs = jobs;
        this.config = config;
    }

    /** What was found overdue, and who could have taken it. */
    private record Found(List<OverdueTask> tasks, WorkerFleet fleet) {}

    /**
     * Takes back what was due before {@code heardUntil}.
     *
     * @param heardUntil all that workers told before this instant has been heard
     */
    Uni<Void> run(Instant heardUntil, Instant now) {
        return database.read(tx -> tasks.overdue(tx, heardUntil, MOST_AT_ONCE)
                        .chain(found -> queue.fleet(tx, now).map(fleet -> new Found(found, fleet))))
                .chain(found -> takeBack(found, now));
    }

    private Uni<Void> takeBack(Found found, Instant now) {
        List<String> patient = found.tasks().stream()
                .filter(task -> isInGoodHands(task, found.fleet()))
                .map(OverdueTask::id)
                .toList();
        Uni<Void> all = patient.isEmpty()
                ? Uni.createFrom().voidItem()
                : database.write(tx -> tasks.waitOn(tx, patient, now.plus(config.queueCheck())));
        for (OverdueTask task : found.tasks()) {
            if (!isInGoodHands(task, found.fleet())) {
                all = all.chain(() -> jobs.overdue(task, now).replaceWithVoid());
            }
        }
        return all;
    }

    /** A message in Kafka is not lost just because nobody has had time for it. */
    private static boolean isInGoodHands(OverdueTask task, WorkerFleet fleet) {
        return task.state() == TaskState.QUEUED && !fleet.shouldHaveTaken(task.partition());
    }

    Uni<Void> tidy(Instant now) {
        return database.write(tx -> workers.forget(tx, now.minus(FORGET_WORKERS_AFTER)));
    }
}
