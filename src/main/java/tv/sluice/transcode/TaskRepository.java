package tv.sluice.transcode;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import tv.sluice.platform.db.Transaction;
import tv.sluice.transcode.DescriptorAssembly.Delivered;

/** The rows of tasks as the life cycle needs them. */
@ApplicationScoped
class TaskRepository {
    private static final int BATCH = 100;

    Uni<Void> addAll(Transaction tx, List<TranscodeTask> tasks) {
        tx.session().setBatchSize(BATCH);
        return tx.session().persistAll(tasks.toArray()).chain(tx.session()::flush);
    }

    /** The job's tasks in their order, without parameters and results, which can be long. */
    Uni<List<TaskSnapshot>> snapshots(Transaction tx, String tenantId, String jobId) {
        return tx.session()
                .createSelectionQuery(
                        "select id, kind, ordinal, state, attempt, failures, progress, weight, worker, output, dueAt,"
                                + " errorCode, errorMessage from TranscodeTask"
                                + " where tenantId = :tenant and jobId = :job order by position",
                        Object[].class)
                .setParameter("tenant", tenantId)
                .setParameter("job", jobId)
                .getResultList()
                .map(rows -> rows.stream().map(TaskRepository::snapshot).toList());
    }

    private static TaskSnapshot snapshot(Object[] row) {
        return new TaskSnapshot(
                (String) row[0],
                (TaskKind) row[1],
                (int) row[2],
                (TaskState) row[3],
                (int) row[4],
                (int) row[5],
                (double) row[6],
                (double) row[7],
                (String) row[8],
                (String) row[9],
                (Instant) row[10],
                Fault.of((String) row[11], (String) row[12]));
    }

    Uni<List<TranscodeTask>> find(Transaction tx, String tenantId, String jobId, Set<String> ids) {
        return tx.session()
                .createSelectionQuery(
                        "from TranscodeTask where tenantId = :tenant and jobId = :job and id in :ids",
                        TranscodeTask.class)
                .setParameter("tenant", tenantId)
                .setParameter("job", jobId)
                .setParameter("ids", ids)
                .getResultList();
    }

    /** What the job's completed tasks brought. */
    Uni<List<Delivered>> delivered(Transaction tx, String tenantId, String jobId) {
        return tx.session()
                .createSelectionQuery(
                        "select ordinal, result from TranscodeTask where tenantId = :tenant and jobId = :job"
                                + " and state = COMPLETED order by position",
                        Object[].class)
                .setParameter("tenant", tenantId)
                .setParameter("job", jobId)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new Delivered((int) row[0], (TaskResult) row[1]))
                        .toList());
    }

    Uni<Void> deleteOfVideo(Transaction tx, String tenantId, String videoId) {
        return tx.session()
                .createMutationQuery("delete from TranscodeTask where tenantId = :tenant and jobId in"
                        + " (select id from TranscodeJob where tenantId = :tenant and videoId = :video)")
                .setParameter("tenant", tenantId)
                .setParameter("video", videoId)
                .executeUpdate()
                .replaceWithVoid();
    }
}
