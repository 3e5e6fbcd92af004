package tv.sluice.cmaf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tv.sluice.media.BundledFfmpeg;

/** Runs the bundled FFmpeg: makes real encodes and reads ours back with somebody else's eyes. */
final class Ffmpeg {
    private static final String FFMPEG = BundledFfmpeg.ffmpeg().toString();
    private static final String FFPROBE = BundledFfmpeg.ffprobe().toString();

    /** A decoded frame. */
    record Frame(long pts, String md5) {}

    private Ffmpeg() {}

    /** Runs ffmpeg, which must succeed and complain about nothing, and returns its standard output. */
    static byte[] run(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(FFMPEG, "-nostdin", "-y", "-v", "error", "-xerror"));
        command.addAll(arguments);
        return execute(command);
    }

    /** The lines ffprobe prints for one kind of entry, such as {@code packet=pts,dts}. */
    static List<String[]> probe(Path file, String entries) {
        byte[] csv = execute(
                List.of(FFPROBE, "-v", "error", "-show_entries", entries, "-of", "csv=p=0:nk=1", file.toString()));
        return new String(csv, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .map(line -> line.split(","))
                .toList();
    }

    /** Decodes the pictures of a file or filter graph; times in ticks of the timescale. */
    static List<Frame> frames(int timescale, String... input) {
        List<String> arguments = new ArrayList<>(List.of(input));
        arguments.addAll(List.of("-map", "0:v", "-fps_mode", "passthrough", "-enc_time_base", "1/" + timescale));
        arguments.addAll(List.of("-pix_fmt", "yuv420p", "-f", "framemd5", "-"));
        String text = new String(run(arguments), StandardCharsets.UTF_8);
        assertThat(text).contains("#tb 0: 1/" + timescale);
        return text.lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(", *"))
                .map(cell -> new Frame(Long.parseLong(cell[2].strip()), cell[5].strip()))
                .toList();
    }

    private static byte[] execute(List<String> command) {
        try {
            Path errors = Files.createTempFile("ffmpeg", ".log");
            Path output = Files.createTempFile("ffmpeg", ".out");
            try {
                Process process = new ProcessBuilder(command)
                        .redirectError(errors.toFile())
                        .redirectOutput(output.toFile())
                        .start();
                if (!process.waitFor(60, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new AssertionError("No end after a minute: " + command);
                }
                assertThat(Files.readString(errors))
                        .as("complaints of %s", command)
                        .isEmpty();
                assertThat(process.exitValue()).as("exit of %s", command).isZero();
                return Files.readAllBytes(output);
            } finally {
                Files.delete(errors);
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
