package tv.sluice.tenant;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;

/** Limits of test environments, whose pictures are marked as well. */
@ConfigMapping(prefix = "sluice.test")
interface TestConfig {
    /** How long a video is kept. */
    Duration videoLifetime();

    /** How much of a source becomes a video. */
    Duration videoDuration();
}
