package tv.sluice.cmaf;

import java.util.Collections;
import java.util.List;

/** Where segments begin, in output ticks of the presentation: at the first frame at or after each point. */
public sealed interface CutPoints {
    /** The first point later than this time; {@link Long#MAX_VALUE} if there is none. */
    default long after(long time) {
        return switch (this) {
            case Grid(long step) -> (Math.floorDiv(time, step) + 1) * step;
            case Times(List<Long> ticks) -> {
                int found = Collections.binarySearch(ticks, time);
                int next = found < 0 ? -found - 1 : found + 1;
                yield next < ticks.size() ? ticks.get(next) : Long.MAX_VALUE;
            }
        };
    }

    /** Every {@code step} ticks, counted from presentation zero (not from the start of the chunk). */
    record Grid(long step) implements CutPoints {
        public Grid {
            if (step <= 0) {
                throw new IllegalArgumentException("Grid step must be positive, was " + step);
            }
        }
    }

    /** At these times, which must rise. */
    record Times(List<Long> ticks) implements CutPoints {
        public Times {
            ticks = List.copyOf(ticks);
            for (int i = 1; i < ticks.size(); i++) {
                if (ticks.get(i) <= ticks.get(i - 1)) {
                    throw new IllegalArgumentException("Cut points must rise");
                }
            }
        }
    }
}
