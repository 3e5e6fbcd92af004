package tv.sluice.transcode;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.OptionalInt;

/** How transcoding is spread over workers, and how long each may be silent. */
@ConfigMapping(prefix = "sluice.transcode")
interface TranscodeConfig {
    /** Tasks that one transcoder runs at a time; by default one for each processor core. */
    OptionalInt slots();

    /** Most tasks waiting in Kafka; by default twice the slots of all transcoders. */
    OptionalInt queueWindow();

    /** Partitions of the topics when they are created: the most transcoders that can share the work. */
    @WithDefault("6")
    int partitions();

    /** How often a transcoder reports. */
    @WithDefault("3s")
    Duration heartbeat();

    /** A running task with no report for this long is given to another transcoder. */
    @WithDefault("15s")
    Duration silence();

    /** A task that has waited in Kafka for this long, while its transcoder is idle, is sent again. */
    @WithDefault("60s")
    Duration queueCheck();

    /** Failures after which a task is given up. */
    @WithDefault("4")
    int failures();

    /** How long a transcoder keeps a result that it cannot report. */
    @WithDefault("1h")
    Duration patience();

    /** How long a stopping transcoder lets its tasks run on before it hands them back. */
    @WithDefault("10s")
    Duration stopGrace();

    default LifecycleRules rules() {
        return new LifecycleRules(
                silence(), failures(), Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofSeconds(1));
    }
}
