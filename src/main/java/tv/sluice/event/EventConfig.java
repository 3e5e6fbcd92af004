package tv.sluice.event;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;

/** How events are told. */
@ConfigMapping(prefix = "sluice.event")
interface EventConfig {
    /** Partitions of the topic {@code events} when it is created. */
    int partitions();

    /** How many may follow events at the same time, in this process. */
    int maxStreams();

    /** The same for one tenant. */
    int maxStreamsOfTenant();

    /** How often a stream without events says that it is there. */
    Duration streamHeartbeat();

    /** How long a reader may take nothing before it is disconnected. */
    Duration streamStall();

    /** How often it is checked that the credentials of streams are still good. */
    Duration streamCheck();
}
