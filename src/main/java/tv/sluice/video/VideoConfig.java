package tv.sluice.video;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;

/** The catalogue's settings. */
@ConfigMapping(prefix = "sluice.video")
interface VideoConfig {
    /** How often videos whose time is over are looked for. */
    Duration sweepInterval();
}
