package tv.sluice.platform.limit;

/**
 * A token bucket kept as the one instant at which it will be full (GCRA, ITU-T I.371 annex A: the theoretical arrival time). The script
 * in Redis calculates the same.
 */
final class Bucket {
    private long fullAt = Long.MIN_VALUE / 2;

    /** Takes a token, if there is one. */
    synchronized Level take(Policy policy, long now) {
        Level level = look(policy, now);
        if (level.exceeded()) {
            return level;
        }
        fullAt = Math.round(Math.max(fullAt, now) + policy.interval());
        return level(policy, now, 0);
    }

    /** What {@link #take} would say, without taking anything; the remaining tokens are those before it. */
    synchronized Level look(Policy policy, long now) {
        double after = Math.max(fullAt, now) + policy.interval();
        double retry = after - policy.interval() * policy.requests() - now;
        return level(policy, now, retry > 0.5 ? (long) Math.ceil(retry) : 0);
    }

    private Level level(Policy policy, long now, long retry) {
        long reset = Math.max(0, fullAt - now);
        double left = policy.requests() - reset / policy.interval();
        return Level.ofMicros(policy, retry > 0 ? 0 : Math.max(0, (long) Math.floor(left + 0.001)), reset, retry);
    }
}
