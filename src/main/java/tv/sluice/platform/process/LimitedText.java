package tv.sluice.platform.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Collects what a child writes, up to a most of bytes. */
final class LimitedText {
    private static final int BUFFER = 8192;

    private final int most;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    LimitedText(int most) {
        this.most = most;
    }

    /** Reads to the end; throws TooMuchOutput when there is more than allowed. */
    synchronized void addAll(InputStream stream) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
            if (bytes.size() + read > most) {
                throw new TooMuchOutput();
            }
            bytes.write(buffer, 0, read);
        }
    }

    String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** The child wrote more than it may. */
    static final class TooMuchOutput extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
