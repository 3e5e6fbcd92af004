package tv.sluice.media;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Which FFmpeg runs, and within which limits. */
@ConfigMapping(prefix = "sluice.media")
interface MediaConfig {
    /** Where the bundled FFmpeg is unpacked. */
    Path runtime();

    /** Where a task keeps its files until it is done. */
    Path work();

    /** An executable to use in place of the bundled one. */
    Optional<Path> ffmpeg();

    /** Likewise. */
    Optional<Path> ffprobe();

    int niceness();

    /** Address space of one child. */
    MemorySize memory();

    /** Threads of each encoder in a child that encodes several sizes at once. */
    int encoderThreads();

    Duration probeTimeout();

    /** Wall-clock time that a second of media may take, whatever is done with it. */
    Duration timePerSecond();

    /** Wall-clock time that anything may take, however short. */
    Duration timeAtLeast();

    int minSide();

    int maxSide();

    long maxPixels();

    Duration maxDuration();
}
