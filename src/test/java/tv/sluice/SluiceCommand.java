package tv.sluice;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import tv.sluice.platform.process.GuardedCommand;

/** How to start the packaged program: its data folder, its ports, its settings. Immutable. */
public record SluiceCommand(Path data, int port, int deliveryPort, Map<String, String> settings, boolean temporary) {
    private static final Path APP = Path.of(System.getProperty("sluice.test.app", "target/quarkus-app"));
    private static final Path OPTIONS = Path.of("src/main/launch/jvm.options").toAbsolutePath();
    private static final Duration GRACE = Duration.ofSeconds(60);
    private static final int FIRST_PORT = 12_000;
    private static final int LAST_PORT = 20_000;

    static SluiceCommand inTemporaryFolder() throws IOException {
        Path data = Files.createTempDirectory("sluice-it-").toRealPath();
        return new SluiceCommand(data, freePort(), freePort(), Map.of(), true);
    }

    /** With another data folder, which is not deleted at the end. */
    public SluiceCommand in(Path folder) {
        return new SluiceCommand(folder, port, deliveryPort, settings, false);
    }

    /** With one more configuration value. */
    public SluiceCommand with(String key, String value) {
        return with(Map.of(key, value));
    }

    /** With more configuration values. */
    public SluiceCommand with(Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(settings);
        all.putAll(more);
        return new SluiceCommand(data, port, deliveryPort, all, temporary);
    }

    /** With other roles than all. */
    public SluiceCommand withRoles(String roles) {
        return with("sluice.roles", roles);
    }

    /** Starts it and returns at once. */
    public SluiceProcess start() throws IOException {
        Path jar = APP.resolve("quarkus-run.jar").toAbsolutePath();
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " is missing: run ./mvnw package first");
        }
        List<String> words = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "@" + OPTIONS));
        // As ./sluice does: the first program that stops leaves its classes to those that start after it.
        words.add("-XX:+AutoCreateSharedArchive");
        words.add("-XX:SharedArchiveFile="
                + jar.resolveSibling("../it-classes-"
                                + Files.getLastModifiedTime(jar).toMillis() + ".jsa")
                        .normalize());
        Map<String, String> all = new TreeMap<>(Map.of(
                "sluice.data", data.toString(),
                "quarkus.http.host", "127.0.0.1",
                "quarkus.http.port", String.valueOf(port),
                "sluice.delivery.port", String.valueOf(deliveryPort),
                "sluice.sample-video", "false",
                // Tests call as fast as they can, and with wrong keys on purpose.
                "sluice.limits.address-requests", "1000000",
                "sluice.limits.address-failures", "1000000",
                "sluice.limits.tenant-requests", "1000000",
                "sluice.limits.key-requests", "1000000"));
        all.putAll(settings);
        all.forEach((key, value) -> words.add("-D" + key + "=" + value));
        words.addAll(List.of("-jar", jar.toString()));
        Path output = Files.createTempFile("sluice-it-", ".log");
        output.toFile().deleteOnExit();
        return new SluiceProcess(
                this,
                GuardedCommand.of(words)
                        .in(data)
                        .with("MALLOC_ARENA_MAX", "2")
                        .withGrace(GRACE)
                        .start(),
                output);
    }

    void deleteTemporaryFolder() {
        if (!temporary) {
            return;
        }
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            System.err.println("Left behind: " + data + " (" + e + ")");
        }
    }

    private static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                // The next one.
            }
        }
    }
}
