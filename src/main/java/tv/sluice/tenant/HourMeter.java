package tv.sluice.tenant;

import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of a tenant that arrive at this process within an hour, on top of what all processes are known to have received. What has not
 * been told to the others yet is kept, hour by hour, until it has.
 */
final class HourMeter {
    private static final long NOBODY_KNOWS = -1;

    private final TreeMap<Long, Long> untold = new TreeMap<>();
    private long hour = NOBODY_KNOWS;
    private long told;

    /**
     * Counts bytes that have come, unless they are more than the limit allows in this hour.
     *
     * @param now hours since the epoch
     */
    synchronized boolean take(long now, int bytes, @Nullable Long limit) {
        turn(now);
        if (limit != null && used() + bytes > limit) {
            return false;
        }
        untold.merge(now, (long) bytes, Long::sum);
        return true;
    }

    /** What all processes have received in this hour, as far as is known. */
    synchronized long used(long now) {
        turn(now);
        return used();
    }

    /** The oldest hour of which something is to be told, or -1. */
    synchronized long oldest() {
        return untold.isEmpty() ? NOBODY_KNOWS : untold.firstKey();
    }

    /** Bytes of an hour that are to be told. */
    synchronized long untold(long of) {
        return untold.getOrDefault(of, 0L);
    }

    /** So many bytes of an hour were told; together the processes have so many. */
    synchronized void told(long of, long bytes, long together) {
        untold.computeIfPresent(of, (hours, left) -> left > bytes ? left - bytes : null);
        if (of == hour) {
            told = Math.max(told, together);
        }
    }

    /** Whether nothing is to be told, and nothing came in this hour. */
    synchronized boolean isIdle(long now) {
        return untold.isEmpty() && hour < now;
    }

    private long used() {
        return told + untold.getOrDefault(hour, 0L);
    }

    private void turn(long now) {
        if (now > hour) {
            hour = now;
            told = 0;
        }
    }
}
