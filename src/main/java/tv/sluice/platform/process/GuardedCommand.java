package tv.sluice.platform.process;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A command line to be run as a guarded child, with its folder, its limits and the time it has between being asked to end and being
 * killed. Its standard input is empty. Immutable: each method returns another command.
 */
public record GuardedCommand(
        List<String> words,
        Optional<Path> directory,
        Map<String, String> environment,
        ProcessLimits limits,
        Duration grace,
        int mostOutput) {
    private static final Duration DEFAULT_GRACE = Duration.ofSeconds(5);
    private static final int DEFAULT_MOST_OUTPUT = 1024 * 1024;

    public GuardedCommand {
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
    }

    /** A command of these words, the first of which is the program. */
    public static GuardedCommand of(String... words) {
        return of(List.of(words));
    }

    /** A command of these words, the first of which is the program. */
    public static GuardedCommand of(List<String> words) {
        return new GuardedCommand(
                words, Optional.empty(), Map.of(), ProcessLimits.NONE, DEFAULT_GRACE, DEFAULT_MOST_OUTPUT);
    }

    /** This command, run in a folder. */
    public GuardedCommand in(Path folder) {
        return new GuardedCommand(words, Optional.of(folder), environment, limits, grace, mostOutput);
    }

    /** This command with one more environment variable, beside those of this process. */
    public GuardedCommand with(String variable, String value) {
        Map<String, String> more = new TreeMap<>(environment);
        more.put(variable, value);
        return new GuardedCommand(words, directory, more, limits, grace, mostOutput);
    }

    /** This command within limits. */
    public GuardedCommand within(ProcessLimits bounds) {
        return new GuardedCommand(words, directory, environment, bounds, grace, mostOutput);
    }

    /** This command with another time between being asked to end and being killed; whole seconds. */
    public GuardedCommand withGrace(Duration time) {
        return new GuardedCommand(words, directory, environment, limits, time, mostOutput);
    }

    /** This command with another most of bytes that {@link #run(Duration)} collects; default 1 MiB. */
    public GuardedCommand withMostOutput(int bytes) {
        return new GuardedCommand(words, directory, environment, limits, grace, bytes);
    }

    /** Starts the child. The caller reads its {@link GuardedProcess#output()}, where standard error is mixed in. */
    public GuardedProcess start() throws IOException {
        return new GuardedProcess(spawn(true), grace);
    }

    /**
     * Runs the child to its end and collects its standard output. Blocks; a child not done by the deadline is killed, as it is when
     * the thread is interrupted.
     */
    public ProcessOutcome run(Duration deadline) throws IOException, InterruptedException {
        LimitedText output = new LimitedText(mostOutput);
        return new ProcessRun(new GuardedProcess(spawn(false), grace), output::addAll, output).await(deadline);
    }

    /**
     * Runs the child to its end and gives each line of its standard output to the listener, on a thread of its own, cut at 8 KiB. A
     * listener that throws ends the child, and its exception is thrown here.
     */
    public ProcessOutcome run(Duration deadline, Consumer<String> listener) throws IOException, InterruptedException {
        LimitedText none = new LimitedText(0);
        return new ProcessRun(new GuardedProcess(spawn(false), grace), stream -> Lines.read(stream, listener), none)
                .await(deadline);
    }

    private Process spawn(boolean oneStream) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(GuardScript.around(words, limits, grace));
        directory.ifPresent(folder -> builder.directory(folder.toFile()));
        builder.environment().putAll(environment);
        return builder.redirectErrorStream(oneStream).start();
    }
}
