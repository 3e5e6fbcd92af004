package tv.sluice.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MemoryTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 10);
    private final Memory<Integer, String> memory = new Memory<>(Duration.ofSeconds(5), now::get);

    @Test
    void forgetsAfterItsTime() {
        memory.remember(1, "somebody", memory.mark());
        assertThat(memory.recall(1)).contains("somebody");
        assertThat(memory.recall(2)).isEmpty();
        now.addAndGet(Duration.ofSeconds(5).toNanos() - 1);
        assertThat(memory.recall(1)).contains("somebody");
        now.incrementAndGet();
        assertThat(memory.recall(1)).isEmpty();
    }

    @Test
    void remembersABoundedNumber() {
        for (int i = 0; i < 30_000; i++) {
            memory.remember(i, "somebody", memory.mark());
        }
        long known = java.util.stream.IntStream.range(0, 30_000)
                .filter(i -> memory.recall(i).isPresent())
                .count();
        assertThat(known).isBetween(1L, 10_000L);
    }

    @Test
    void whatWasReadBeforeSomethingWasForgottenIsNotRemembered() {
        long before = memory.mark();
        memory.forget(1);
        memory.remember(1, "somebody", before);
        assertThat(memory.recall(1)).isEmpty();
        memory.remember(1, "somebody", memory.mark());
        assertThat(memory.recall(1)).contains("somebody");
    }
}
