package tv.sluice.transcode;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Chooses which tasks go next: always one of the tenant that has the fewest under way, and of equals that of the oldest job. */
final class FairOrder {
    private FairOrder() {}

    /** A task that could go next. */
    record Candidate(String taskId, String jobId) {}

    /**
     * A tenant with waiting tasks.
     *
     * @param underWay its tasks that are queued or running
     * @param waiting its next tasks in their order
     */
    record Tenant(String id, long underWay, List<Candidate> waiting) {
        Tenant {
            waiting = List.copyOf(waiting);
        }

        private Tenant afterOne() {
            return new Tenant(id, underWay + 1, waiting.subList(1, waiting.size()));
        }
    }

    static List<String> next(List<Tenant> tenants, int room) {
        List<Tenant> left = new ArrayList<>(tenants);
        List<String> chosen = new ArrayList<>();
        while (chosen.size() < room) {
            left.removeIf(tenant -> tenant.waiting().isEmpty());
            if (left.isEmpty()) {
                break;
            }
            Tenant turn = left.stream()
                    .min(Comparator.comparingLong(Tenant::underWay)
                            .thenComparing(tenant -> tenant.waiting().getFirst().jobId()))
                    .orElseThrow();
            chosen.add(turn.waiting().getFirst().taskId());
            left.set(left.indexOf(turn), turn.afterOne());
        }
        return chosen;
    }
}
