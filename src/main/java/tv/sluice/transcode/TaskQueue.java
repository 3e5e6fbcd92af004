package tv.sluice.transcode;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import tv.sluice.platform.db.Transaction;
import tv.sluice.transcode.DispatchRepository.Load;

/** Decides in the database which tasks go to Kafka next, and to which partition. */
@ApplicationScoped
class TaskQueue {
    /** A transcoder not seen for this long takes no new tasks. */
    static final int MISSED_HEARTBEATS = 3;

    private static final int MOST_AT_ONCE = 64;
    private static final int MOST_TENANTS = 20;

    private final DispatchRepository tasks;
    private final WorkerRepository workers;
    private final TranscodeConfig config;

    TaskQueue(DispatchRepository tasks, WorkerRepository workers, TranscodeConfig config) {
        this.tasks = tasks;
        this.workers = workers;
        this.config = config;
    }

    /** A task with its row locked, and where to send it: to a partition, or where its key leads if that is empty. */
    record Next(TranscodeTask task, TaskMessage message, OptionalInt partition) {}

    /** How many tasks are in which state, over all tenants. */
    static Map<TaskState, Long> totals(List<Load> load) {
        Map<TaskState, Long> totals = new HashMap<>();
        load.forEach(each -> totals.merge(each.state(), each.tasks(), Long::sum));
        return totals;
    }

    Uni<WorkerFleet> fleet(Transaction tx, Instant now) {
        Duration recent = config.heartbeat().multipliedBy(MISSED_HEARTBEATS);
        return workers.fleet(tx, now.minus(recent));
    }

    /** The tasks to be sent now, their rows locked, in the order in which they are to be sent. */
    Uni<List<Next>> next(Transaction tx, List<Load> load, Instant now) {
        Map<TaskState, Long> totals = totals(load);
        if (totals.getOrDefault(TaskState.PENDING, 0L) == 0) {
            return Uni.createFrom().item(List.of());
        }
        return fleet(tx, now).chain(fleet -> {
            long window = config.queueWindow().orElse(fleet.window());
            int room = (int) Math.min(MOST_AT_ONCE, window - totals.getOrDefault(TaskState.QUEUED, 0L));
            return room <= 0
                    ? Uni.createFrom().item(List.<Next>of())
                    : candidates(tx, load, now, room)
                            .chain(tenants -> claim(tx, FairOrder.next(tenants, room)))
                            .chain(claimed -> address(tx, fleet, claimed));
        });
    }

    private Uni<List<FairOrder.Tenant>> candidates(Transaction tx, List<Load> load, Instant now, int room) {
        Map<String, Long> underWay = load.stream()
                .filter(each -> each.state() != TaskState.PENDING)
                .collect(Collectors.groupingBy(Load::tenantId, Collectors.summingLong(Load::tasks)));
        List<String> waiting = load.stream()
                .filter(each -> each.state() == TaskState.PENDING)
                .map(Load::tenantId)
                .sorted(Comparator.comparingLong(tenant -> underWay.getOrDefault(tenant, 0L)))
                .limit(MOST_TENANTS)
                .toList();
        Uni<List<FairOrder.Tenant>> all = Uni.createFrom().item(new ArrayList<>());
        for (String tenant : waiting) {
            all = all.call(found -> tasks.next(tx, tenant, now, room)
                    .invoke(next -> found.add(new FairOrder.Tenant(tenant, underWay.getOrDefault(tenant, 0L), next))));
        }
        return all;
    }

    private Uni<List<TranscodeTask>> claim(Transaction tx, List<String> ids) {
        return ids.isEmpty()
                ? Uni.createFrom().item(List.of())
                : tasks.claim(tx, ids).map(rows -> inOrder(rows, ids));
    }

    private static List<TranscodeTask> inOrder(List<TranscodeTask> rows, List<String> ids) {
        Map<String, TranscodeTask> byId =
                rows.stream().collect(Collectors.toMap(TranscodeTask::id, Function.identity()));
        return ids.stream().filter(byId::containsKey).map(byId::get).toList();
    }

    private Uni<List<Next>> address(Transaction tx, WorkerFleet fleet, List<TranscodeTask> claimed) {
        if (claimed.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        List<String> jobIds =
                claimed.stream().map(TranscodeTask::jobId).distinct().toList();
        return tasks.jobs(tx, jobIds)
                .chain(jobs -> tasks.queued(tx).map(queued -> {
                    Map<String, TranscodeJob> byId = new LinkedHashMap<>();
                    jobs.forEach(job -> byId.put(job.id(), job));
                    List<Next> next = new ArrayList<>();
                    for (TranscodeTask task : claimed) {
                        TranscodeJob job = byId.get(task.jobId());
                        // A job that is gone takes its tasks with it.
                        if (job != null) {
                            OptionalInt partition = fleet.roomiest(queued);
                            partition.ifPresent(p -> queued.merge(p, 1, Integer::sum));
                            next.add(new Next(task, task.message(job), partition));
                        }
                    }
                    return next;
                }));
    }
}
