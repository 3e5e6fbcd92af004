package tv.sluice.platform.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tv.sluice.platform.process.ProcessOutcome.End;

@Timeout(value = 240, unit = TimeUnit.SECONDS)
final class GuardedProcessTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String STUBBORN = "trap '' TERM; echo ready; while :; do sleep 1; done";

    @TempDir
    private Path folder;

    @Test
    void givesOutputErrorsAndExitCodeOfTheChildItself() throws Exception {
        ProcessOutcome outcome = GuardedCommand.of("/bin/sh", "-c", "pwd; echo \"$WORD\"; echo bad >&2; exit 7")
                .in(folder.toRealPath())
                .with("WORD", "a b")
                .run(LONG);
        assertThat(outcome).isEqualTo(new ProcessOutcome(End.EXITED, 7, folder.toRealPath() + "\na b\n", "bad\n"));
        assertThat(outcome.succeeded()).isFalse();
    }

    @Test
    void standardInputIsEmptyAndNoOtherFileIsOpen() throws Exception {
        ProcessOutcome outcome =
                GuardedCommand.of("/bin/sh", "-c", "cat; ls /proc/$$/fd").run(LONG);
        assertThat(outcome.output().lines()).containsExactly("0", "1", "2");
    }

    @Test
    void aMissingProgramIsAnExitCode() throws Exception {
        ProcessOutcome outcome = GuardedCommand.of("/no/such/program").run(LONG);
        assertThat(outcome.exitCode()).isEqualTo(127);
        assertThat(outcome.errors()).contains("/no/such/program");
    }

    @Test
    void aChildNotDoneByTheDeadlineIsKilled() throws Exception {
        ProcessOutcome outcome =
                GuardedCommand.of("/bin/sh", "-c", "echo half; exec sleep 100").run(Duration.ofMillis(300));
        assertThat(outcome).isEqualTo(new ProcessOutcome(End.DEADLINE, 137, "half\n", ""));
    }

    @Test
    void tooMuchOutputEndsTheChild() throws Exception {
        ProcessOutcome outcome =
                GuardedCommand.of("yes").withMostOutput(100_000).run(LONG);
        assertThat(outcome.end()).isEqualTo(End.TOO_MUCH_OUTPUT);
    }

    @Test
    void onlyTheLastOfTheErrorsIsKept() throws Exception {
        ProcessOutcome outcome =
                GuardedCommand.of("/bin/sh", "-c", "seq 1 20000 >&2").run(LONG);
        assertThat(outcome.succeeded()).isTrue();
        assertThat(outcome.errors()).hasSizeLessThan(17 * 1024).endsWith("\n19999\n20000\n");
    }

    @Test
    void linesAreGivenAsTheyComeAndLongOnesAreCut() throws Exception {
        List<String> lines = new ArrayList<>();
        String script = "echo one; echo; head -c 20000 /dev/zero | tr '\\0' x; echo; printf last";
        GuardedCommand.of("/bin/sh", "-c", script).run(LONG, lines::add);
        assertThat(lines).containsExactly("one", "", "x".repeat(8192), "last");
    }

    @Test
    void aListenerThatFailsEndsTheChild() {
        assertThatThrownBy(() -> GuardedCommand.of("yes").run(LONG, line -> {
                    throw new IllegalStateException("enough");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("enough");
    }

    @Test
    void theKernelKeepsTheLimits() throws Exception {
        ProcessLimits limits = ProcessLimits.NONE
                .withCpuTime(Duration.ofSeconds(9))
                .withMemory(512L << 20)
                .withFileSize(4096)
                .withNiceness(7);
        ProcessOutcome outcome = GuardedCommand.of(
                        "/bin/sh", "-c", "ulimit -t; ulimit -v; nice; head -c 5000 /dev/zero > big; echo $?")
                .in(folder)
                .within(limits)
                .run(LONG);
        assertThat(outcome.output().lines()).startsWith("9", "524288", "7").hasSize(4);
        assertThat(outcome.output()).doesNotEndWith("\n0\n");
        assertThat(Files.size(folder.resolve("big"))).isEqualTo(4096);
    }

    @Test
    void aStubbornChildIsKilledAfterTheGrace() throws Exception {
        try (GuardedProcess child = GuardedCommand.of("/bin/sh", "-c", STUBBORN)
                .withGrace(Duration.ofSeconds(1))
                .start()) {
            assertThat(child.output().read()).isEqualTo('r');
            child.terminate();
            assertThat(child.await(Duration.ofSeconds(10))).isTrue();
            assertThat(child.exitCode().join()).isEqualTo(137);
        }
    }

    @Test
    void terminatingEndsWhatTheChildStartedToo() throws Exception {
        try (GuardedProcess child =
                GuardedCommand.of("/bin/sh", "-c", "sleep 1000 & echo $!; wait").start()) {
            long grandchild = Long.parseLong(new BufferedReader(new InputStreamReader(child.output())).readLine());
            child.terminate();
            awaitEnd(grandchild);
        }
    }

    @Test
    void aChildWithoutItsGuardIsEnded() throws Exception {
        try (GuardedProcess child = GuardedCommand.of("sleep", "1000").start()) {
            ProcessHandle guard = awaitGuardOf(child);
            guard.destroyForcibly();
            assertThat(child.await(Duration.ofSeconds(10))).isTrue();
        }
    }

    @Test
    void theGuardGoesWhenTheChildGoes() throws Exception {
        try (GuardedProcess child = GuardedCommand.of("sleep", "1000").start()) {
            ProcessHandle guard = awaitGuardOf(child);
            child.kill();
            guard.onExit().get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void aChildDoesNotOutliveAKilledParent() throws Exception {
        for (String command : List.of("exec sleep 1000", STUBBORN)) {
            Process parent = startParent(command);
            long child = Long.parseLong(parent.inputReader().readLine());
            assertThat(ProcessHandle.of(child)).isPresent();
            parent.destroyForcibly().waitFor();
            awaitEnd(child);
            awaitEndOfAllThatMention(folder);
        }
    }

    private Process startParent(String command) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Parent.class.getName(),
                        command,
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static ProcessHandle awaitGuardOf(GuardedProcess child) throws InterruptedException {
        ProcessHandle handle = ProcessHandle.of(child.pid()).orElseThrow();
        long deadline = System.nanoTime() + LONG.toNanos();
        while (System.nanoTime() < deadline) {
            Optional<ProcessHandle> guard = handle.children().findFirst();
            boolean becameChild = handle.info().command().orElse("").contains("sleep");
            if (guard.isPresent() && becameChild) {
                return guard.get();
            }
            Thread.onSpinWait();
        }
        throw new AssertionError("The guard of " + child.pid() + " did not appear");
    }

    private static void awaitEnd(long pid) throws InterruptedException {
        long deadline = System.nanoTime() + LONG.toNanos();
        while (ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent()) {
            assertThat(System.nanoTime()).as("process %d still runs", pid).isLessThan(deadline);
            Thread.sleep(20);
        }
    }

    private static void awaitEndOfAllThatMention(Path path) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + LONG.toNanos();
        while (mentioning(path) > 0) {
            assertThat(System.nanoTime())
                    .as("a process of the dead parent still runs")
                    .isLessThan(deadline);
            Thread.sleep(20);
        }
    }

    private static long mentioning(Path path) throws IOException {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .map(process -> process.resolve("cmdline"))
                    .filter(line -> {
                        try {
                            return Files.readString(line).contains(path.toString());
                        } catch (IOException | UncheckedIOException e) {
                            return false;
                        }
                    })
                    .count();
        }
    }

    /** A program of its own that starts a guarded child, says its number and waits to be killed. */
    static final class Parent {
        public static void main(String[] arguments) throws Exception {
            GuardedProcess child = GuardedCommand.of("/bin/sh", "-c", arguments[0], arguments[1])
                    .withGrace(Duration.ofSeconds(1))
                    .start();
            System.out.println(child.pid());
            Thread.currentThread().join();
        }
    }
}
