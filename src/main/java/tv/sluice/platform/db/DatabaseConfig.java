package tv.sluice.platform.db;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;

/** How long the database may take. */
@ConfigMapping(prefix = "sluice.database")
interface DatabaseConfig {
    /** The longest a unit of work may take before its caller gets an error. */
    Duration timeout();

    /** How long the database may take to answer before this process counts as not ready. */
    Duration checkTimeout();
}
