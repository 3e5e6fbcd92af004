package tv.sluice.upload;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is taken from one request, and how long its client may take.
 *
 * @param most bytes that the request may bring
 * @param checksum what they must hash to, if anything
 * @param until when the upload's time is over
 */
record Intake(long most, @Nullable Checksum checksum, Instant until, Pace pace) {
    /**
     * What a client and the disk have to give.
     *
     * @param window how long a client may send nothing, and over which its rate is measured
     * @param minRate bytes per second that it has to send
     * @param reserve bytes of the disk that must stay free
     */
    record Pace(Duration window, long minRate, long reserve) {}
}
