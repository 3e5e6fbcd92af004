package tv.sluice.transcode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Which task goes next, and to whom. */
class QueueRulesTest {
    private static final WorkerState IDLE = new WorkerState("a", 2, 0, List.of(0, 1, 2));
    private static final WorkerState BUSY = new WorkerState("b", 2, 2, List.of(3, 4, 5));

    @Test
    void tenantsTakeTurnsAndTheOldestJobGoesFirst() {
        FairOrder.Tenant big = tenant("big", 0, "job1 t1", "job1 t2", "job1 t3", "job1 t4");
        FairOrder.Tenant small = tenant("small", 0, "job2 s1", "job2 s2");
        assertThat(FairOrder.next(List.of(small, big), 5)).containsExactly("t1", "s1", "t2", "s2", "t3");
    }

    @Test
    void whoHasMuchUnderWayWaits() {
        FairOrder.Tenant big = tenant("big", 3, "job1 t1", "job1 t2");
        FairOrder.Tenant small = tenant("small", 0, "job2 s1", "job2 s2");
        assertThat(FairOrder.next(List.of(big, small), 3)).containsExactly("s1", "s2", "t1");
    }

    @Test
    void noMoreThanThereIs() {
        assertThat(FairOrder.next(List.of(tenant("a", 0, "job1 t1")), 9)).containsExactly("t1");
        assertThat(FairOrder.next(List.of(), 9)).isEmpty();
    }

    @Test
    void theWindowFollowsTheSlots() {
        assertThat(new WorkerFleet(List.of(IDLE, BUSY)).window()).isEqualTo(8);
        assertThat(new WorkerFleet(List.of()).window()).isEqualTo(2);
    }

    @Test
    void tasksGoToWhoHasRoom() {
        WorkerFleet fleet = new WorkerFleet(List.of(BUSY, IDLE));
        assertThat(fleet.roomiest(Map.of())).hasValue(0);
        assertThat(fleet.roomiest(Map.of(0, 1))).hasValue(0);
        assertThat(fleet.roomiest(Map.of(0, 1, 1, 1, 2, 1))).hasValue(3);
        assertThat(new WorkerFleet(List.of()).roomiest(Map.of())).isEqualTo(OptionalInt.empty());
    }

    @Test
    void onlyAnIdleWorkerMakesAWaitingTaskSuspicious() {
        WorkerFleet fleet = new WorkerFleet(List.of(BUSY, IDLE));
        assertThat(fleet.shouldHaveTaken(1)).isTrue();
        assertThat(fleet.shouldHaveTaken(4)).isFalse();
        assertThat(fleet.shouldHaveTaken(9)).isFalse();
        assertThat(fleet.shouldHaveTaken(null)).isFalse();
        assertThat(new WorkerFleet(List.of(IDLE)).shouldHaveTaken(null)).isTrue();
    }

    private static FairOrder.Tenant tenant(String id, long underWay, String... tasks) {
        return new FairOrder.Tenant(
                id,
                underWay,
                List.of(tasks).stream()
                        .map(text -> text.split(" "))
                        .map(pair -> new FairOrder.Candidate(pair[1], pair[0]))
                        .toList());
    }
}
