package tv.sluice.media;

import java.util.function.Consumer;
import java.util.function.DoubleConsumer;

/** Reads what {@code ffmpeg -progress} prints and passes on how much of the work is done. */
final class ProgressReport implements Consumer<String> {
    private final double startSeconds;
    private final double seconds;
    private final int expectedFrames;
    private final DoubleConsumer listener;
    private volatile long frames;
    private double done;

    /** For work whose output goes from {@code startSeconds} on for so many seconds, and has so many frames, 0 if unknown. */
    ProgressReport(double startSeconds, double seconds, int expectedFrames, DoubleConsumer listener) {
        this.startSeconds = startSeconds;
        this.seconds = seconds;
        this.expectedFrames = expectedFrames;
        this.listener = listener;
    }

    /** Frames written so far to the first output. */
    long frames() {
        return frames;
    }

    @Override
    public void accept(String line) {
        int equals = line.indexOf('=');
        if (equals < 0) {
            return;
        }
        String value = line.substring(equals + 1).strip();
        switch (line.substring(0, equals)) {
            case "frame" -> reached(frames = number(value, frames), expectedFrames);
            case "out_time_us" -> reached(number(value, 0) / 1e6 - startSeconds, seconds);
            case "progress" -> listener.accept(value.equals("end") ? 1 : Math.clamp(done, 0, 1));
            default -> {}
        }
    }

    private void reached(double part, double whole) {
        if (whole > 0) {
            done = Math.max(done, part / whole);
        }
    }

    private static long number(String text, long otherwise) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }
}
