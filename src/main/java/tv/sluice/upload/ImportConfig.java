package tv.sluice.upload;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Limits of imports by URL. */
@ConfigMapping(prefix = "sluice.import")
interface ImportConfig {
    /** Blocks of addresses that may be fetched from although they are not public, in CIDR notation. */
    Optional<List<String>> allow();

    /** How many files are fetched at the same time. */
    int maxConcurrent();

    /** How long a name server and a connection may take. */
    Duration connectTimeout();

    /** How long the answer's head may take, and how long no byte of its body may come. */
    Duration readTimeout();

    /** How long an import may take in all, further attempts included. */
    Duration totalTimeout();

    /** How much has to come per second, on average over the read time-out. */
    MemorySize minRate();

    /** How often is tried again after a failure that may pass. */
    int retries();

    /** The pause before the first further attempt; each one after that waits four times as long. */
    Duration retryDelay();
}
