package tv.sluice.media;

import java.util.function.Consumer;
import java.util.function.DoubleConsumer;

/** Reads what {@code ffmpeg -progress} prints and passes on how much of the work is done. */
final class ProgressReport implements Consumer<String> {
    private final double startSeconds;
    private final double seconds;
    private final DoubleConsumer listener;
    private volatile long frames;
    private double done;

    /** For work whose output goes from {@code startSeconds} on for so many seconds. */
    ProgressReport(double startSeconds, double seconds, DoubleConsumer listener) {
        this.startSeconds = startSeconds;
        this.seconds = seconds;
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
            case "frame" -> frames = number(value, frames);
            case "out_time_us" ->
                done = Math.max(done, (number(value, 0) / 1e6 - startSeconds) / Math.max(seconds, 0.001));
            case "progress" -> listener.accept(Math.clamp(done, 0, 1));
            default -> {}
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
