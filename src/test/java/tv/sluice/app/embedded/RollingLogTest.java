package tv.sluice.app.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RollingLogTest {
    private static final int MOST = 4 * 1024 * 1024 + 8192;

    @TempDir
    private Path folder;

    @Test
    void theFileStaysSmallAndTheLastLinesAreAtHand() throws IOException {
        Path file = folder.resolve("server.log");
        RollingLog log = new RollingLog(file);
        String line = "x".repeat(1023) + "\n";
        log.drain(stream(line.repeat(10_000) + "the end\n"));
        assertThat(Files.size(file)).isLessThan(MOST);
        assertThat(Files.size(folder.resolve("server.log.1"))).isLessThan(MOST);
        assertThat(Files.readString(file)).endsWith("the end\n");
        assertThat(log.lastLines().lines()).hasSize(12).endsWith("the end");
    }

    @Test
    void whatCannotBeWrittenDoesNotStopTheServer() throws IOException {
        RollingLog log = new RollingLog(folder.resolve("no/such/folder/server.log"));
        log.drain(stream("one\ntwo\n"));
        assertThat(log.lastLines().lines()).containsExactly("one", "two");
    }

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
