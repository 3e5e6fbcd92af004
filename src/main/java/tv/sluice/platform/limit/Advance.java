package tv.sluice.platform.limit;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one caller's tokens without asking Redis, so that a busy caller does not cost a round trip for each call: tokens that
 * were taken before they were needed, or that there are none for a while. Whoever calls now and then has none in advance: only who used
 * up the last ones quickly gets more of them, up to a small part of the limit, and what is not used within a second is lost.
 */
final class Advance {
    private static final int MOST = 64;
    /** An advance is at most this part of a limit, so that with small limits every call is counted by itself. */
    private static final int PART = 200;

    private static final long GOOD_FOR = Duration.ofSeconds(1).toNanos();
    private static final long QUICK = Duration.ofMillis(50).toNanos();

    private List<Level> levels = List.of();
    private int left;
    private long takenAt;
    private int size = 1;
    private boolean refused;
    private long refusedUntil;

    /** Takes one of the tokens, if there is one; what then remains of the limits. A refusal if there can be none yet. */
    synchronized @Nullable List<Level> take(List<Policy> policies, long now) {
        if (refused && now - refusedUntil < 0 && areOf(policies)) {
            return levels;
        }
        if (left == 0 || now - takenAt >= GOOD_FOR || !areOf(policies)) {
            return null;
        }
        left--;
        return remaining();
    }

    /** How many tokens are to be taken from Redis now, the one that is needed included. */
    synchronized int wanted(List<Policy> policies, long now) {
        int most = policies.stream().mapToInt(Policy::requests).min().orElse(1) / PART;
        boolean quickly = left == 0 && now - takenAt < QUICK * Math.max(1, size / 2);
        size = Math.clamp(quickly ? 2L * size : 1, 1, Math.clamp(most, 1, MOST));
        return size;
    }

    /** Keeps what was taken for later, but for one; what then remains of the limits. */
    synchronized List<Level> add(int taken, List<Level> now, long at) {
        refused = false;
        left = (at - takenAt < GOOD_FOR ? left : 0) + taken - 1;
        levels = now;
        takenAt = at;
        return remaining();
    }

    /** There are none for a while, as Redis says, of which at most a second is believed. */
    synchronized List<Level> refuse(List<Level> now, long at) {
        long retry = now.stream()
                .filter(Level::exceeded)
                .mapToLong(level -> level.retry().toNanos())
                .max()
                .orElse(0);
        left = 0;
        levels = now;
        refused = true;
        refusedUntil = at + Math.min(retry, GOOD_FOR);
        return levels;
    }

    private boolean areOf(List<Policy> policies) {
        for (int i = 0; i < policies.size(); i++) {
            if (!levels.get(i).policy().equals(policies.get(i))) {
                return false;
            }
        }
        return true;
    }

    private List<Level> remaining() {
        int unused = left;
        return unused == 0
                ? levels
                : levels.stream().map(level -> level.withMore(unused)).toList();
    }
}
