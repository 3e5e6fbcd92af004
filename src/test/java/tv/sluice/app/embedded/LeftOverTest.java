package tv.sluice.app.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tv.sluice.platform.process.GuardedCommand;
import tv.sluice.platform.process.GuardedProcess;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
final class LeftOverTest {
    @TempDir
    private Path folder;

    private LeftOver leftOver;

    @BeforeEach
    void note() {
        leftOver = new LeftOver(folder.resolve("process"));
    }

    @Test
    void withoutANoteThereIsNothingToEnd() throws Exception {
        leftOver.end(Duration.ZERO);
        assertThat(leftOver.note()).doesNotExist();
    }

    @Test
    void theProcessOfTheLastRunIsEndedAfterTheGrace() throws Exception {
        try (GuardedProcess process = GuardedCommand.of("sleep", "1000").start()) {
            leftOver.remember(process);
            leftOver.end(Duration.ofMillis(100));
            assertThat(process.await(Duration.ofSeconds(10))).isTrue();
            assertThat(leftOver.note()).doesNotExist();
        }
    }

    @Test
    void anotherProcessWithTheSameNumberIsLeftAlone() throws Exception {
        try (GuardedProcess process = GuardedCommand.of("sleep", "1000").start()) {
            long earlier = process.startedAt().minusSeconds(60).toEpochMilli();
            Files.writeString(leftOver.note(), process.pid() + " " + earlier);
            leftOver.end(Duration.ZERO);
            assertThat(process.isAlive()).isTrue();
            assertThat(leftOver.note()).doesNotExist();
        }
    }

    @Test
    void aNoteCutOffByACrashIsIgnored() throws Exception {
        Files.writeString(leftOver.note(), "12");
        leftOver.end(Duration.ZERO);
        assertThat(leftOver.note()).doesNotExist();
    }
}
