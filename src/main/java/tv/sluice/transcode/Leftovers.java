package tv.sluice.transcode;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tv.sluice.platform.db.Transaction;
import tv.sluice.platform.deletion.Deletions;

/** Gives up what attempts left in storage and nothing refers to. Each method says whether there was anything. */
@ApplicationScoped
class Leftovers {
    /** A worker that has not heard of the failure yet may still write; after this its output is deleted as well. */
    private static final Duration STRAGGLERS = Duration.ofMinutes(30);

    private final DescriptorWorker storage;
    private final Deletions deletions;

    Leftovers(DescriptorWorker storage, Deletions deletions) {
        this.storage = storage;
        this.deletions = deletions;
    }

    /** What a superseded attempt made, unless it is a replay of the very report that counted. */
    Uni<Boolean> ofIgnored(Transaction tx, TaskEvent event, List<TaskSnapshot> tasks) {
        String output = event instanceof TaskEvent.Completed completed ? completed.output() : null;
        if (output == null || !event.task().owns(output) || tasks.stream().anyMatch(t -> output.equals(t.output()))) {
            return Uni.createFrom().item(false);
        }
        return deletions.schedule(tx, event.task().tenantId(), List.of(output)).replaceWith(true);
    }

    /** A completed job keeps the output of the attempts that counted, a failed one nothing. */
    Uni<Boolean> ofJob(Transaction tx, TranscodeJob job, JobSnapshot now) {
        String folder = TaskIdentity.jobFolder(job.videoId(), job.id());
        return switch (now.state()) {
            case PENDING, RUNNING -> Uni.createFrom().item(false);
            case COMPLETED ->
                storage.outputs(folder).chain(all -> {
                    List<String> superseded = new ArrayList<>(all);
                    now.tasks().forEach(task -> superseded.remove(String.valueOf(task.output())));
                    return superseded.isEmpty()
                            ? Uni.createFrom().item(false)
                            : deletions.schedule(tx, job.tenantId(), superseded).replaceWith(true);
                });
            case FAILED ->
                deletions
                        .schedule(tx, job.tenantId(), List.of(DescriptorWorker.key(job.videoId()), folder))
                        .chain(() -> deletions.schedule(tx, job.tenantId(), List.of(folder), STRAGGLERS))
                        .replaceWith(true);
        };
    }
}
