package tv.sluice.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class KeyMemoryTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 10);
    private final KeyMemory memory = new KeyMemory(Duration.ofSeconds(5), now::get);
    private final Identity somebody =
            new Identity(Identity.Kind.API_KEY, "apk_x", "x", "ten_x", Environment.LIVE, Set.of(Scope.ALL), null);

    @Test
    void forgetsAfterItsTime() {
        memory.remember(hash(1), somebody);
        assertThat(memory.recall(hash(1))).contains(somebody);
        assertThat(memory.recall(hash(2))).isEmpty();
        now.addAndGet(Duration.ofSeconds(5).toNanos() - 1);
        assertThat(memory.recall(hash(1))).contains(somebody);
        now.incrementAndGet();
        assertThat(memory.recall(hash(1))).isEmpty();
    }

    @Test
    void remembersABoundedNumber() {
        for (int i = 0; i < 30_000; i++) {
            memory.remember(hash(i), somebody);
        }
        long known = java.util.stream.IntStream.range(0, 30_000)
                .filter(i -> memory.recall(hash(i)).isPresent())
                .count();
        assertThat(known).isBetween(1L, 10_000L);
    }

    private static KeyHash hash(int i) {
        return new KeyHash(ByteBuffer.allocate(32).putInt(i).array());
    }
}
