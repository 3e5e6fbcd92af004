package tv.sluice;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import tv.sluice.platform.process.GuardedProcess;

/** One run of the packaged program, black box: started as a user would, asked over HTTP, ended by signals. */
public final class SluiceProcess implements AutoCloseable {
    private static final Duration READY_DEADLINE = Duration.ofMinutes(2);
    private static final Duration STOP_DEADLINE = Duration.ofSeconds(60);
    private static final int TAIL = 8 * 1024;
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    private final SluiceCommand command;
    private final GuardedProcess process;
    private final Path output;

    SluiceProcess(SluiceCommand command, GuardedProcess process, Path output) {
        this.command = command;
        this.process = process;
        this.output = output;
        Thread.ofPlatform().daemon().name("output-of-" + process.pid()).start(this::copyOutput);
    }

    /** A program with all roles, free ports and a new data folder, not yet started. */
    public static SluiceCommand inTemporaryFolder() throws IOException {
        return SluiceCommand.inTemporaryFolder();
    }

    private void copyOutput() {
        try (InputStream from = process.output();
                OutputStream to = Files.newOutputStream(output)) {
            from.transferTo(to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the program says that it is ready. */
    public SluiceProcess awaitReady() {
        try {
            Polling.until("the program is ready", READY_DEADLINE, () -> {
                if (!process.isAlive()) {
                    throw new AssertionError(
                            "The program ended with code " + process.exitCode().join());
                }
                return isReady();
            });
        } catch (AssertionError failure) {
            throw new AssertionError(failure.getMessage() + "\nThe last it said:\n" + log(), failure);
        }
        return this;
    }

    /** Whether the readiness check answers that all is well. */
    public boolean isReady() {
        HttpRequest request = HttpRequest.newBuilder(apiUrl().resolve("/q/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public URI apiUrl() {
        return URI.create("http://127.0.0.1:" + command.port() + "/");
    }

    public URI deliveryUrl() {
        return URI.create("http://127.0.0.1:" + command.deliveryPort() + "/");
    }

    public Path data() {
        return command.data();
    }

    /** The key that the first start made. */
    public String adminKey() {
        try {
            return Files.readString(data().resolve("admin-key")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A caller with the administrator's key. */
    public Api api() {
        return new Api(apiUrl(), adminKey());
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** The configuration that leads to this program's servers, for a second process that shares them. */
    public Map<String, String> serverAddresses() {
        Properties properties = new Properties();
        try (InputStream stream = Files.newInputStream(data().resolve("servers/addresses.properties"))) {
            properties.load(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> addresses = new TreeMap<>();
        properties.forEach((key, value) -> addresses.put(key.toString(), value.toString()));
        return addresses;
    }

    /** The last of what the program wrote. */
    public String log() {
        try {
            String all = Files.readString(output);
            return all.substring(Math.max(0, all.length() - TAIL));
        } catch (IOException e) {
            return "(" + e + ")";
        }
    }

    /** Sends a signal, such as TERM, INT or KILL, to the program alone. */
    public void signal(String name) {
        try {
            int code = new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + pid())
                    .inheritIO()
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new AssertionError("kill -" + name + " " + pid() + " failed with " + code);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Waits for the end of the program and gives its exit code. */
    public int awaitEnd() {
        Polling.until("the program has ended; it said:\n" + log(), STOP_DEADLINE, () -> !process.isAlive());
        return process.exitCode().join();
    }

    /** Starts the program again with the same settings, data and ports. */
    public SluiceProcess startAgain() throws IOException {
        if (isAlive()) {
            throw new IllegalStateException("It still runs");
        }
        return command.start();
    }

    /** The numbers of all processes that name the data folder or work in it: the program, its servers, their guards. */
    public List<Long> family() {
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            return all.filter(folder -> folder.getFileName().toString().matches("\\d+"))
                    .filter(folder -> commandLine(folder).contains(data().toString())
                            || workingFolder(folder).startsWith(data()))
                    .map(folder -> Long.valueOf(folder.getFileName().toString()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String commandLine(Path folder) {
        try {
            return Files.readString(folder.resolve("cmdline"));
        } catch (IOException gone) {
            return "";
        }
    }

    private static Path workingFolder(Path folder) {
        try {
            return Files.readSymbolicLink(folder.resolve("cwd"));
        } catch (IOException gone) {
            return Path.of("/");
        }
    }

    /** Stops the program as a service manager would, or by force when it does not stop. */
    @Override
    public void close() {
        if (process.isAlive()) {
            signal("TERM");
            try {
                awaitEnd();
            } finally {
                process.kill();
            }
        }
        command.deleteTemporaryFolder();
    }
}
