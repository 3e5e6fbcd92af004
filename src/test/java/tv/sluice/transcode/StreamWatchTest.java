package tv.sluice.transcode;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StreamWatchTest {
    private static final Instant T = Specimens.START;

    private final StreamWatch watch = new StreamWatch(Duration.ofSeconds(15));

    @Test
    void saysNothingUntilWorkersHadTimeToTell() {
        watch.seen(T, Map.of(0, 5L), Map.of(0, 5L));
        assertThat(watch.trustedUntil()).isEmpty();
        watch.seen(T.plusSeconds(14), Map.of(0, 6L), Map.of(0, 6L));
        assertThat(watch.trustedUntil()).isEmpty();
        watch.seen(T.plusSeconds(15), Map.of(0, 7L), Map.of(0, 7L));
        assertThat(watch.trustedUntil()).contains(T.plusSeconds(15));
    }

    @Test
    void anOutageStartsTheWaitAnew() {
        settled();
        watch.lost();
        assertThat(watch.trustedUntil()).isEmpty();
        watch.seen(T.plusSeconds(60), Map.of(0, 9L), Map.of(0, 9L));
        assertThat(watch.trustedUntil()).isEmpty();
        watch.seen(T.plusSeconds(75), Map.of(0, 9L), Map.of(0, 9L));
        assertThat(watch.trustedUntil()).contains(T.plusSeconds(75));
    }

    @Test
    void whatIsNotReadYetIsNotSilence() {
        settled();
        watch.seen(T.plusSeconds(22), Map.of(0, 20L), Map.of(0, 9L));
        watch.seen(T.plusSeconds(24), Map.of(0, 30L), Map.of(0, 15L));
        assertThat(watch.trustedUntil()).contains(T.plusSeconds(20));
        watch.seen(T.plusSeconds(26), Map.of(0, 40L), Map.of(0, 20L));
        assertThat(watch.trustedUntil()).contains(T.plusSeconds(22));
    }

    @Test
    void everyPartitionCounts() {
        settled();
        watch.seen(T.plusSeconds(22), Map.of(0, 9L, 1, 4L), Map.of(0, 9L));
        assertThat(watch.trustedUntil()).contains(T.plusSeconds(20));
        watch.seen(T.plusSeconds(24), Map.of(0, 9L, 1, 4L, 2, 0L), Map.of(0, 9L, 1, 4L));
        assertThat(watch.trustedUntil()).contains(T.plusSeconds(24));
    }

    private void settled() {
        watch.seen(T, Map.of(0, 9L), Map.of(0, 9L));
        watch.seen(T.plusSeconds(20), Map.of(0, 9L), Map.of(0, 9L));
    }
}
