package tv.sluice.platform.idempotency;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import java.time.Duration;

/** How long answers are kept for those who repeat their calls. */
@ConfigMapping(prefix = "sluice.idempotency")
interface IdempotencyConfig {
    /** How long a repetition gets the first answer. */
    Duration retention();

    /** After this a call without an answer counts as cut off, and may be carried out anew. */
    Duration lease();

    /** The largest answer that is kept. */
    MemorySize maxAnswer();

    /** How often what is too old is removed. */
    Duration sweepInterval();
}
