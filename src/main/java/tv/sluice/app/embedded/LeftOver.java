package tv.sluice.app.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import tv.sluice.platform.process.GuardedProcess;

/**
 * The note in a server's folder of which process it is. Our next start finds by it a server that is still stopping after our last
 * run was killed: number and start time together name one process and no other.
 */
record LeftOver(Path note) {
    private static final Logger LOG = Logger.getLogger(LeftOver.class);
    /** The start time is counted from the time of boot, which the system rounds to a second. */
    private static final Duration ROUNDING = Duration.ofSeconds(2);

    private static final Duration KILL_TAKES = Duration.ofSeconds(10);

    void remember(GuardedProcess process) throws IOException {
        DataFolder.write(note, process.pid() + " " + process.startedAt().toEpochMilli());
    }

    void forget() throws IOException {
        Files.deleteIfExists(note);
    }

    /** Waits until the server of the last run has ended; after the grace, ends it. */
    void end(Duration grace) throws IOException, InterruptedException {
        Optional<ProcessHandle> found = find();
        if (found.isPresent()) {
            ProcessHandle process = found.get();
            LOG.infof("Waiting for process %d of the last run to end (%s)", process.pid(), note.getParent());
            if (!hasEnded(process, grace)) {
                process.destroyForcibly();
                if (!hasEnded(process, KILL_TAKES)) {
                    throw new EmbeddedServersException("Process " + process.pid()
                            + " of the last run does not end and keeps " + note.getParent() + " in use.");
                }
            }
        }
        forget();
    }

    private Optional<ProcessHandle> find() throws IOException {
        if (!Files.exists(note)) {
            return Optional.empty();
        }
        String[] words = Files.readString(note).strip().split(" ");
        if (words.length != 2) {
            return Optional.empty();
        }
        Instant started = Instant.ofEpochMilli(Long.parseLong(words[1]));
        return ProcessHandle.of(Long.parseLong(words[0]))
                .filter(process -> process.info()
                        .startInstant()
                        .filter(start -> Duration.between(start, started).abs().compareTo(ROUNDING) < 0)
                        .isPresent());
    }

    private static boolean hasEnded(ProcessHandle process, Duration time) throws InterruptedException {
        CompletableFuture<ProcessHandle> end = process.onExit();
        try {
            end.get(time.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("Cannot wait for process " + process.pid(), e);
        }
    }
}
