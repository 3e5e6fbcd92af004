package tv.sluice.upload;

import java.time.Duration;

/**
 * Who wins when a request finds another one at work on the same upload: the one that is at work, unless it has gone silent. A client that
 * lost its connection comes back before the server has noticed the loss; then the old request must not lock out the new one.
 *
 * @param stalledAfter silence after which a holder has to give way
 * @param patience how long a newcomer waits at most
 */
record LockRule(Duration stalledAfter, Duration patience) {
    /** What a newcomer does. */
    enum Verdict {
        /** Look again soon: the holder is about to end, or has not shown yet whether it is alive. */
        WAIT,
        /** End the holder, then look again soon. */
        CUT,
        /** Give up: the holder is alive, or does not go. */
        REFUSE
    }

    /**
     * Judges the holder.
     *
     * @param waited nanoseconds since the newcomer came
     * @param newBytes bytes that the holder has received since then
     * @param silence nanoseconds for which the holder's client has sent nothing
     */
    Verdict judge(long waited, long newBytes, long silence) {
        if (newBytes > 0 || waited >= patience.toNanos()) {
            return Verdict.REFUSE;
        }
        return silence >= stalledAfter.toNanos() ? Verdict.CUT : Verdict.WAIT;
    }
}
