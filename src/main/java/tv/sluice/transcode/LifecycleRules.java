package tv.sluice.transcode;

import java.time.Duration;
import java.time.Instant;

/**
 * The times and numbers by which jobs live.
 *
 * @param silence a running task with no news for this long is lost
 * @param failures after which a task is given up
 * @param firstBackOff wait after the first failure; each further one waits four times as long
 * @param longestBackOff the longest such wait
 * @param reportEvery the catalogue is told of mere progress at most this often
 */
record LifecycleRules(
        Duration silence, int failures, Duration firstBackOff, Duration longestBackOff, Duration reportEvery) {
    Instant nextAttempt(int failed, Instant now) {
        Duration wait = firstBackOff;
        for (int i = 1; i < failed && wait.compareTo(longestBackOff) < 0; i++) {
            wait = wait.multipliedBy(4);
        }
        return now.plus(wait.compareTo(longestBackOff) < 0 ? wait : longestBackOff);
    }
}
