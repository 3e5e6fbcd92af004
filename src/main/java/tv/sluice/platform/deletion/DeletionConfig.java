package tv.sluice.platform.deletion;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;

/** When objects are deleted. */
@ConfigMapping(prefix = "sluice.deletion")
interface DeletionConfig {
    /** How often what is due is looked for. */
    Duration interval();
}
