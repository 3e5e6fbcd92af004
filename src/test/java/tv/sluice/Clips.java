package tv.sluice;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tv.sluice.media.BundledFfmpeg;

/** Clips for tests: real ones where a folder of media lies beside the project, else drawn by FFmpeg's own sources. */
public final class Clips {
    private static final Path MADE = Path.of("target", "clips");

    private Clips() {}

    /** A real film scene of 30 s with 5.1 sound if it is there, else a drawn one of the same size. */
    public static Path film() {
        Path real = Path.of("..", "shared", "media", "bbb480p30s.mp4");
        return Files.exists(real) ? real : drawn(854, 480, 30, 30);
    }

    /** A few seconds: quick to transcode. */
    public static Path small() {
        return drawn(640, 360, 25, 3);
    }

    /** A moving test picture with a tone, H.264 and AAC in MP4. */
    public static Path drawn(int width, int height, int frameRate, int seconds) {
        String size = width + "x" + height;
        return made(
                "drawn-" + size + "-" + frameRate + "-" + seconds + ".mp4",
                List.of(
                        "-f",
                        "lavfi",
                        "-i",
                        "testsrc2=size=" + size + ":rate=" + frameRate + ":duration=" + seconds,
                        "-f",
                        "lavfi",
                        "-i",
                        "sine=frequency=440:sample_rate=48000:duration=" + seconds,
                        "-c:v",
                        "libx264",
                        "-preset",
                        "veryfast",
                        "-pix_fmt",
                        "yuv420p",
                        "-g",
                        "50",
                        "-c:a",
                        "aac",
                        "-ac",
                        "2",
                        "-movflags",
                        "+faststart"));
    }

    /** A file made by FFmpeg once per build folder; arguments come between the options and the output's name. */
    public static synchronized Path made(String name, List<String> arguments) {
        Path file = MADE.resolve(name);
        if (Files.exists(file)) {
            return file;
        }
        try {
            Files.createDirectories(MADE);
            Path unfinished = MADE.resolve("unfinished-" + name);
            List<String> command = new ArrayList<>(List.of(ffmpeg(), "-v", "error", "-nostdin", "-y"));
            command.addAll(arguments);
            command.add(unfinished.toString());
            run(command);
            return Files.move(unfinished, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a command within two minutes and returns what it printed; fails with that if it did not end well. */
    public static String run(List<String> command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
            Process process = builder.start();
            String output =
                    new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new AssertionError(String.join(" ", command) + " failed: " + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public static String ffmpeg() {
        return BundledFfmpeg.ffmpeg().toString();
    }

    public static String ffprobe() {
        return BundledFfmpeg.ffprobe().toString();
    }
}
