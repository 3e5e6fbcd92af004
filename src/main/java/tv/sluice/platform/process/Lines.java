package tv.sluice.platform.process;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Splits a stream into lines; a line longer than 8 KiB is cut, so that a child cannot fill our memory with one. */
final class Lines {
    private static final int MOST = 8192;

    private Lines() {}

    static void read(InputStream stream, Consumer<String> listener) throws IOException {
        BufferedInputStream in = new BufferedInputStream(stream);
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == '\n') {
                listener.accept(line.toString(StandardCharsets.UTF_8).stripTrailing());
                line.reset();
            } else if (line.size() < MOST) {
                line.write(next);
            }
        }
        if (line.size() > 0) {
            listener.accept(line.toString(StandardCharsets.UTF_8).stripTrailing());
        }
    }
}
