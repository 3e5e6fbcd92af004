package tv.sluice.app.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jboss.logging.Logger;

/** What a server says, in a file of at most 4 MiB and the one before it; the last lines are at hand for an error message. */
final class RollingLog {
    private static final Logger LOG = Logger.getLogger(RollingLog.class);
    private static final long MOST_CHARS = 4L * 1024 * 1024;
    private static final int LAST_LINES = 12;
    private static final int MOST_LINE = 4096;

    private final Path file;
    private final Deque<String> last = new ArrayDeque<>();

    RollingLog(Path file) {
        this.file = file;
    }

    /** Reads to the end. A disk that is full must not stop the server, so what cannot be written is dropped. */
    void drain(InputStream stream) throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            Sink sink = new Sink();
            sink.open();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String cut = line.length() > MOST_LINE ? line.substring(0, MOST_LINE) : line;
                remember(cut);
                sink.write(cut);
            }
            sink.close();
        }
    }

    private synchronized void remember(String line) {
        if (last.size() == LAST_LINES) {
            last.removeFirst();
        }
        last.addLast(line);
    }

    synchronized String lastLines() {
        return String.join(System.lineSeparator(), last);
    }

    /** The open file of one run; one that cannot be opened takes everything and keeps nothing. */
    private final class Sink {
        private Writer writer = Writer.nullWriter();
        private long written;

        void open() {
            try {
                written = Files.exists(file) ? Files.size(file) : 0;
                writer = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                LOG.warnf("The log %s cannot be written: %s", file, e.getMessage());
            }
        }

        void write(String line) {
            try {
                writer.write(line + "\n");
                writer.flush();
                written += line.length() + 1L;
                if (written > MOST_CHARS) {
                    writer.close();
                    Files.move(
                            file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
                    open();
                }
            } catch (IOException e) {
                close();
                open();
            }
        }

        void close() {
            try {
                writer.close();
            } catch (IOException e) {
                LOG.debugf("The log %s cannot be closed: %s", file, e.getMessage());
            }
            writer = Writer.nullWriter();
        }
    }
}
