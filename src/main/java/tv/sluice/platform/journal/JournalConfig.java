package tv.sluice.platform.journal;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;
import java.util.Optional;

/** How long what has happened is told. */
@ConfigMapping(prefix = "sluice.journal")
interface JournalConfig {
    /** For how long events can be asked for; for ever if empty. The audit keeps everything. */
    Optional<Duration> eventRetention();
}
