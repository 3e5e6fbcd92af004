package tv.sluice.upload;

import java.time.Duration;

/**
 * What whoever sends bytes, and the disk, have to give.
 *
 * @param window how long nothing may come, and over which the rate is measured
 * @param minRate bytes per second that have to come
 * @param reserve bytes of the disk that must stay free
 */
record Pace(Duration window, long minRate, long reserve) {
    /** The pace of clients. */
    static Pace of(UploadConfig config) {
        return new Pace(
                config.idleTimeout(),
                config.minRate().asLongValue(),
                config.reserve().asLongValue());
    }
}
