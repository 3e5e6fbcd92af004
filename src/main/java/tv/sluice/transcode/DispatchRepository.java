package tv.sluice.transcode;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.LockMode;
import tv.sluice.platform.db.Sweep;
import tv.sluice.platform.db.Transaction;

/** The rows of tasks as the dispatcher needs them: across all tenants. */
@ApplicationScoped
class DispatchRepository {
    /** How many tasks of a tenant are in a state. */
    record Load(String tenantId, TaskState state, long tasks) {}

    Uni<List<Load>> load(Transaction tx) {
        return tx.session()
                .createSelectionQuery(
                        "select tenantId, state, count(*) from TranscodeTask"
                                + " where state in (PENDING, QUEUED, RUNNING) group by state, tenantId",
                        Object[].class)
                .setComment(Sweep.TASK_LOAD.comment())
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new Load((String) row[0], (TaskState) row[1], (long) row[2]))
                        .toList());
    }

    /** How many tasks wait in each partition. */
    Uni<Map<Integer, Integer>> queued(Transaction tx) {
        return tx.session()
                .createSelectionQuery(
                        "select queuedTo, count(*) from TranscodeTask"
                                + " where state = QUEUED and queuedTo is not null group by queuedTo",
                        Object[].class)
                .setComment(Sweep.TASK_LOAD.comment())
                .getResultList()
                .map(rows -> {
                    Map<Integer, Integer> queued = new HashMap<>();
                    rows.forEach(row -> queued.put((Integer) row[0], Math.toIntExact((long) row[1])));
                    return queued;
                });
    }

    /** The tenant's next tasks, those of the oldest job first. */
    Uni<List<FairOrder.Candidate>> next(Transaction tx, String tenantId, Instant now, int limit) {
        return tx.session()
                .createSelectionQuery(
                        "select id, jobId from TranscodeTask where state = PENDING and tenantId = :tenant"
                                + " and dueAt <= :now order by jobId, position",
                        Object[].class)
                .setParameter("tenant", tenantId)
                .setParameter("now", now)
                .setMaxResults(limit)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new FairOrder.Candidate((String) row[0], (String) row[1]))
                        .toList());
    }

    /** Locks those of the tasks that are still to be queued and that nobody else has locked. */
    Uni<List<TranscodeTask>> claim(Transaction tx, Collection<String> ids) {
        return tx.session()
                .createSelectionQuery("from TranscodeTask where id in :ids and state = PENDING", TranscodeTask.class)
                .setComment(Sweep.CHOSEN_TASKS.comment())
                .setParameter("ids", ids)
                .setLockMode(LockMode.UPGRADE_SKIPLOCKED)
                .getResultList();
    }

    Uni<List<TranscodeJob>> jobs(Transaction tx, Collection<String> ids) {
        return tx.session()
                .createSelectionQuery("from TranscodeJob where id in :ids", TranscodeJob.class)
                .setComment(Sweep.CHOSEN_TASKS.comment())
                .setParameter("ids", ids)
                .getResultList();
    }

    Uni<List<OverdueTask>> overdue(Transaction tx, Instant before, int limit) {
        return tx.session()
                .createSelectionQuery(
                        "select t.id, t.tenantId, j.videoId, t.jobId, t.state, t.queuedTo from TranscodeTask t"
                                + " join TranscodeJob j on j.id = t.jobId"
                                + " where t.state in (QUEUED, RUNNING) and t.dueAt <= :before order by t.dueAt",
                        Object[].class)
                .setComment(Sweep.OVERDUE_TASKS.comment())
                .setParameter("before", before)
                .setMaxResults(limit)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new OverdueTask(
                                (String) row[0],
                                (String) row[1],
                                (String) row[2],
                                (String) row[3],
                                (TaskState) row[4],
                                (Integer) row[5]))
                        .toList());
    }

    /** These tasks have good reason to wait on. */
    Uni<Void> waitOn(Transaction tx, Collection<String> ids, Instant until) {
        return tx.session()
                .createMutationQuery("update TranscodeTask set dueAt = :until where id in :ids and state = QUEUED")
                .setComment(Sweep.CHOSEN_TASKS.comment())
                .setParameter("until", until)
                .setParameter("ids", ids)
                .executeUpdate()
                .replaceWithVoid();
    }
}
