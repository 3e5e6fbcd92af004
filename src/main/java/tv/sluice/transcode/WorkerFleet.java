package tv.sluice.transcode;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** All transcoders seen lately: how much they can take, and who should get the next task. */
record WorkerFleet(List<WorkerState> workers) {
    private static final int SMALLEST_WINDOW = 2;

    WorkerFleet {
        workers = List.copyOf(workers);
    }

    /** How many tasks should wait in Kafka at most: enough that nobody idles, few enough that their order is still decided here. */
    int window() {
        return Math.max(
                SMALLEST_WINDOW,
                2 * workers.stream().mapToInt(WorkerState::slots).sum());
    }

    /** The partition whose transcoder has the most room; empty if none is known. */
    OptionalInt roomiest(Map<Integer, Integer> queued) {
        return workers.stream()
                .filter(worker -> !worker.partitions().isEmpty())
                .max(Comparator.comparingInt(worker -> room(worker, queued)))
                .map(worker -> emptiest(worker, queued))
                .stream()
                .mapToInt(Integer::intValue)
                .findFirst();
    }

    private static int room(WorkerState worker, Map<Integer, Integer> queued) {
        int waiting = worker.partitions().stream()
                .mapToInt(partition -> queued.getOrDefault(partition, 0))
                .sum();
        return worker.slots() - worker.busy() - waiting;
    }

    private static Integer emptiest(WorkerState worker, Map<Integer, Integer> queued) {
        return worker.partitions().stream()
                .min(Comparator.comparingInt(partition -> queued.getOrDefault(partition, 0)))
                .orElseThrow();
    }

    /**
     * Whether a task that waits in this partition should have been taken: its transcoder has nothing better to do.
     *
     * @param partition null if it is not known: then nobody may be busy
     */
    boolean shouldHaveTaken(@Nullable Integer partition) {
        List<WorkerState> takers = workers.stream()
                .filter(worker -> partition == null || worker.partitions().contains(partition))
                .toList();
        return !takers.isEmpty() && takers.stream().allMatch(worker -> worker.busy() < worker.slots());
    }
}
