package tv.sluice.upload;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import java.time.Duration;

/** Limits of uploads. */
@ConfigMapping(prefix = "sluice.upload")
interface UploadConfig {
    /** The largest file. */
    MemorySize maxBytes();

    /** How many requests may bring bytes at the same time. */
    int maxConcurrent();

    /** How long a client may send nothing before its request is cut; what has arrived is kept. */
    Duration idleTimeout();

    /** How much a client has to send per second, on average over the idle time-out. */
    MemorySize minRate();

    /** How long a request must have sent nothing for another one to take its place. */
    Duration stalledAfter();

    /** How much of the disk uploads leave free. */
    MemorySize reserve();

    /** How often expired uploads are cleared away and interrupted completions finished. */
    Duration sweepInterval();

    /** How old bytes must be that belong to no upload before they are deleted. */
    Duration orphanAge();
}
