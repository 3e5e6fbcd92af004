package tv.sluice.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProgramFolderTest {
    private static final Path SERVERS = Path.of("servers");

    @TempDir
    private Path folder;

    @Test
    void theServersLieBesideTheProgramWhereverItWasStarted() throws IOException {
        Path servers = Files.createDirectories(folder.resolve("target/servers"));
        String jar = folder.resolve("target/quarkus-app/quarkus-run.jar").toString();
        assertThat(ProgramFolder.resolve(SERVERS, jar)).isEqualTo(servers);
        assertThat(ProgramFolder.resolve(SERVERS, jar + ":other.jar")).isEqualTo(servers);
        assertThat(ProgramFolder.resolve(
                        SERVERS, folder.resolve("target/sluice-dev.jar").toString()))
                .isEqualTo(servers);
    }

    @Test
    void anAbsolutePathIsTakenAsItIs() {
        assertThat(ProgramFolder.resolve(folder, "/opt/app/quarkus-run.jar")).isEqualTo(folder);
    }
}
