package tv.sluice.platform.process;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a child may take of the machine; the kernel enforces it, so a child gone wild cannot ignore it. A memory limit counts the
 * address space, which is more than what is resident. Niceness 0 is our own priority, 19 the lowest.
 */
public record ProcessLimits(Optional<Duration> cpuTime, OptionalLong memory, OptionalLong fileSize, int niceness) {
    private static final int LOWEST_PRIORITY = 19;

    /** No limit, our own priority. */
    public static final ProcessLimits NONE =
            new ProcessLimits(Optional.empty(), OptionalLong.empty(), OptionalLong.empty(), 0);

    public ProcessLimits {
        if (niceness < 0 || niceness > LOWEST_PRIORITY) {
            throw new IllegalArgumentException("Niceness is " + niceness + ", expected 0 to " + LOWEST_PRIORITY);
        }
        if (memory.orElse(1) <= 0
                || fileSize.orElse(1) <= 0
                || cpuTime.filter(time -> !time.isPositive()).isPresent()) {
            throw new IllegalArgumentException("A limit is not positive");
        }
    }

    /** These limits with a most of processor time, summed over all threads; rounded up to a second. */
    public ProcessLimits withCpuTime(Duration most) {
        return new ProcessLimits(Optional.of(most), memory, fileSize, niceness);
    }

    /** These limits with a most of address space, in bytes. */
    public ProcessLimits withMemory(long bytes) {
        return new ProcessLimits(cpuTime, OptionalLong.of(bytes), fileSize, niceness);
    }

    /** These limits with a most of bytes in any one file written. */
    public ProcessLimits withFileSize(long bytes) {
        return new ProcessLimits(cpuTime, memory, OptionalLong.of(bytes), niceness);
    }

    /** These limits with a lower priority. */
    public ProcessLimits withNiceness(int steps) {
        return new ProcessLimits(cpuTime, memory, fileSize, steps);
    }
}
