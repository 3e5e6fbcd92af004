package tv.sluice.media;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import tv.sluice.platform.process.GuardedCommand;
import tv.sluice.platform.process.ProcessLimits;
import tv.sluice.platform.process.ProcessOutcome;

/**
 * Runs ffmpeg and ffprobe: as guarded children with limits, reading local files only, and of those only containers that cannot name
 * other files.
 */
@Singleton
final class FfmpegTool {
    private static final Logger LOG = Logger.getLogger(FfmpegTool.class);
    private static final int MAX_STREAMS = 100;
    private static final long MAX_BLOCK = 1L << 30;
    private static final int MOST_OUTPUT = 4 * 1024 * 1024;
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final FfmpegBinaries binaries;
    private final MediaConfig config;

    @Inject
    FfmpegTool(FfmpegBinaries binaries, MediaConfig config) {
        this.binaries = binaries;
        this.config = config;
    }

    /** What one run may take. */
    record Budget(Duration deadline, long fileSize) {}

    /** Enough time for this much media, and this many bytes in each file written. */
    Budget budget(double seconds, long fileSize) {
        Duration forLength =
                Duration.ofMillis((long) (seconds * config.timePerSecond().toMillis()));
        return new Budget(config.timeAtLeast().plus(forLength), fileSize);
    }

    Budget probeBudget() {
        return new Budget(config.probeTimeout(), 1);
    }

    /** The options that open a source, to be put where {@code -i} would stand. */
    List<String> input(Path source) {
        return List.of(
                "-protocol_whitelist",
                "file",
                "-format_whitelist",
                Codecs.demuxers(),
                "-codec_whitelist",
                Codecs.decoders(),
                "-max_streams",
                Integer.toString(MAX_STREAMS),
                "-max_pixels",
                Long.toString(config.maxPixels() + config.maxPixels() / 8),
                "-i",
                "file:" + source.toAbsolutePath());
    }

    /** Runs ffprobe and collects what it prints. */
    ProcessOutcome probe(List<String> arguments, Budget budget) throws InterruptedException, MediaException {
        List<String> words = new ArrayList<>(List.of(binaries.ffprobe().toString(), "-hide_banner", "-v", "error"));
        words.addAll(arguments);
        try {
            return guarded(words, budget).withMostOutput(MOST_OUTPUT).run(budget.deadline());
        } catch (IOException e) {
            throw notStarted(e);
        }
    }

    /** Runs ffprobe and gives each line that it prints to the listener. */
    ProcessOutcome probe(List<String> arguments, Budget budget, Consumer<String> lines)
            throws InterruptedException, MediaException {
        List<String> words = new ArrayList<>(List.of(binaries.ffprobe().toString(), "-hide_banner", "-v", "error"));
        words.addAll(arguments);
        try {
            return guarded(words, budget).run(budget.deadline(), lines);
        } catch (IOException e) {
            throw notStarted(e);
        }
    }

    /** Runs ffmpeg and gives each line of its progress report to the listener. */
    ProcessOutcome run(List<String> arguments, Budget budget, Consumer<String> lines)
            throws InterruptedException, MediaException {
        List<String> words = new ArrayList<>(List.of(binaries.ffmpeg().toString()));
        words.addAll(List.of("-nostdin", "-hide_banner", "-v", "warning", "-nostats", "-y"));
        words.addAll(List.of("-max_alloc", Long.toString(MAX_BLOCK), "-progress", "pipe:1", "-stats_period", "0.5"));
        words.addAll(arguments);
        LOG.debugf("%s", words);
        try {
            return guarded(words, budget).run(budget.deadline(), lines);
        } catch (IOException e) {
            throw notStarted(e);
        }
    }

    private GuardedCommand guarded(List<String> words, Budget budget) {
        int processors = Runtime.getRuntime().availableProcessors();
        return GuardedCommand.of(words)
                .withGrace(GRACE)
                .within(ProcessLimits.NONE
                        .withNiceness(config.niceness())
                        .withMemory(config.memory().asLongValue())
                        .withFileSize(budget.fileSize())
                        .withCpuTime(budget.deadline().multipliedBy(processors)));
    }

    private static MediaException notStarted(IOException e) {
        return new MediaException(
                MediaFault.ENCODER_FAILED, "FFmpeg could not be started on this machine: " + e.getMessage() + ".", e);
    }
}
