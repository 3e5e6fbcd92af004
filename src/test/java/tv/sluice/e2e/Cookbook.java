package tv.sluice.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tv.sluice.SluiceProcess;

/** Runs the examples in {@code frontend-sdk/cookbook} with Node.js. */
final class Cookbook {
    static final Path FOLDER = Path.of("frontend-sdk", "cookbook");

    private static final Path CLIENT = Path.of("frontend-sdk", "packages", "client", "dist", "index.js");
    private static final Duration DEADLINE = Duration.ofMinutes(3);

    private Cookbook() {}

    /** What an example says; fails if it does not end well. */
    static String run(SluiceProcess program, String example, Map<String, String> more, String... arguments) {
        if (!Files.exists(CLIENT)) {
            throw new IllegalStateException(CLIENT + " is missing: run ./mvnw package without -Dskip.frontend first");
        }
        List<String> words = new ArrayList<>(List.of("node", example));
        words.addAll(List.of(arguments));
        try {
            Path output = Files.createTempFile("cookbook-", ".log");
            try {
                return outputOf(start(words, program, more, output), output, String.join(" ", words));
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Process start(List<String> words, SluiceProcess program, Map<String, String> more, Path output)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment()
                .putAll(Map.of(
                        "SLUICE_URL", program.apiUrl().toString(),
                        "SLUICE_DELIVERY_URL", program.deliveryUrl().toString(),
                        "SLUICE_KEY", program.adminKey()));
        builder.environment().putAll(more);
        return builder.start();
    }

    private static String outputOf(Process process, Path output, String command) throws IOException {
        try {
            boolean ended = process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS);
            String said = Files.readString(output);
            if (!ended || process.exitValue() != 0) {
                String end = ended ? "ended with " + process.exitValue() : "did not end";
                throw new AssertionError(command + " " + end + " and said:\n" + said);
            }
            return said;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            process.destroyForcibly();
        }
    }
}
