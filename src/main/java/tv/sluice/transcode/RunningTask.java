package tv.sluice.transcode;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** A task that a worker has taken. */
final class RunningTask {
    private final TaskMessage message;
    private final String output;
    private volatile double progress;

    RunningTask(TaskMessage message) {
        this.message = message;
        this.output = message.outputPrefix()
                + '-'
                + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    }

    TaskMessage message() {
        return message;
    }

    TaskIdentity identity() {
        return message.task();
    }

    TaskKind kind() {
        return message.spec().taskKind();
    }

    /** The storage folder that this run alone writes to. */
    String output() {
        return output;
    }

    /** 0 to 1. */
    double progress() {
        return progress;
    }

    void reached(double now) {
        progress = now;
    }
}
