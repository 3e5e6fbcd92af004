package tv.sluice.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LaneTest {
    private static final Instant NOW = Instant.parse("2026-01-31T09:30:00Z");
    private static final int WIDTH = 8;
    private static final Target TARGET = new Target("https://example.com/", List.of(SigningSecret.random()));
    private static final Endpoint ENDPOINT = new Endpoint("ten_1", "whk_1");

    private final Lane lane =
            new Lane(WIDTH, new RetrySchedule(List.of(Duration.ofSeconds(5)), Duration.ofHours(1), () -> 1));

    @Test
    void neverHasMoreUnderWayThanItsWidth() {
        take(2 * WIDTH);
        assertThat(flights()).hasSize(WIDTH);
        assertThat(lane.turn(NOW, true)).as("it holds as much as it may").isNull();
    }

    @Test
    void whoKeepsUsWaitingGetsOneRequestAtATime() {
        take(2 * WIDTH);
        flights().forEach(flight -> lane.landed(flight, timedOut(), NOW));
        assertThat(flights()).hasSize(1);
    }

    @Test
    void widensAgainWithEachAnswer() {
        take(2 * WIDTH);
        flights().forEach(flight -> lane.landed(flight, timedOut(), NOW));
        Lane.Flight only = flights().getFirst();
        assertThat(lane.landed(only, answered(200, null), NOW)).isInstanceOf(Outcome.Taken.class);
        assertThat(flights()).hasSize(2);
    }

    @Test
    void whatFailsIsTriedAgainAndWhatIsGoneIsNot() {
        take(3);
        List<Lane.Flight> flights = flights();
        assertThat(lane.landed(flights.get(0), answered(500, null), NOW))
                .isInstanceOfSatisfying(
                        Outcome.Retried.class,
                        retried -> assertThat(retried.next()).isEqualTo(NOW.plusSeconds(5)));
        assertThat(lane.landed(flights.get(1), answered(302, null), NOW)).isInstanceOf(Outcome.Retried.class);
        assertThat(lane.landed(flights.get(2), answered(410, null), NOW)).isInstanceOf(Outcome.GivenUp.class);
    }

    @Test
    void leavesAnEndpointAloneThatAsksForIt() {
        take(2 * WIDTH);
        Lane.Flight first = flights().getFirst();
        lane.landed(first, answered(429, Duration.ofMinutes(1)), NOW);
        assertThat(flights()).isEmpty();
        Lane.Turn turn = lane.turn(NOW, true);
        assertThat(turn).isNotNull();
        assertThat(turn.wanted()).isZero();
        assertThat(turn.outcomes().stream().filter(Outcome.Returned.class::isInstance))
                .hasSize(WIDTH);
        lane.turned(turn, DeliveryQueue.Batch.NONE);
        Lane.Turn later = lane.turn(NOW.plusSeconds(61), true);
        assertThat(later).isNotNull();
        assertThat(later.wanted()).isPositive();
    }

    @Test
    void keepsWhatCouldNotBeWrittenDown() {
        take(1);
        lane.landed(flights().getFirst(), answered(200, null), NOW);
        Lane.Turn turn = lane.turn(NOW, true);
        assertThat(turn).isNotNull();
        lane.failed(turn);
        assertThat(lane.isIdle()).isFalse();
        Lane.Turn again = lane.turn(NOW, true);
        assertThat(again).isNotNull();
        assertThat(again.outcomes()).isEqualTo(turn.outcomes()).hasSize(1);
    }

    private void take(int deliveries) {
        Lane.Turn turn = lane.turn(NOW, true);
        assertThat(turn).isNotNull();
        List<Claimed> claimed = IntStream.range(0, deliveries)
                .mapToObj(i -> new Claimed(
                        new QueuedDelivery(
                                "whd_" + i,
                                ENDPOINT,
                                new Message("evt_" + i, "video.ready", i, "{}"),
                                "vid_" + i,
                                false,
                                NOW,
                                NOW.plus(Duration.ofDays(1))),
                        "clm_1",
                        1,
                        NOW.plusSeconds(60)))
                .toList();
        lane.turned(turn, new DeliveryQueue.Batch(TARGET, claimed));
    }

    private List<Lane.Flight> flights() {
        List<Lane.Flight> flights = new ArrayList<>();
        for (Lane.Flight flight = lane.next(NOW); flight != null; flight = lane.next(NOW)) {
            flights.add(flight);
        }
        return flights;
    }

    private static Exchange timedOut() {
        return new Exchange(NOW, TARGET.url(), Map.of(), 15_000, null, "No answer", true, null);
    }

    private static Exchange answered(int status, @Nullable Duration retryAfter) {
        return new Exchange(
                NOW,
                TARGET.url(),
                Map.of(),
                3,
                new Exchange.Answer(status, Map.of(), ""),
                status == 200 ? null : "The endpoint answered " + status + ".",
                false,
                retryAfter);
    }
}
