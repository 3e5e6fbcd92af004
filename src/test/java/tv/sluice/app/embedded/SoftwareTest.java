package tv.sluice.app.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SoftwareTest {
    @TempDir
    private Path folder;

    private Software software;

    @BeforeEach
    void anArtifact() throws IOException {
        artifact(Map.of("x/bin/server", "old", "x/doc/manual", "words"));
        software = Software.in(folder, folder.resolve("elsewhere"));
    }

    @Test
    void whatHasAPlaceIsUnpackedAndCanBeRun() throws IOException {
        Path unpacked = unpack();
        assertThat(unpacked.getParent()).isEqualTo(folder.resolve("unpacked"));
        assertThat(unpacked.resolve("server")).hasContent("old");
        assertThat(Files.isExecutable(unpacked.resolve("server"))).isTrue();
        assertThat(files(unpacked)).containsExactly("server");
    }

    @Test
    void whatIsThereIsNotUnpackedAgain() throws IOException {
        Path server = unpack().resolve("server");
        Object before = Files.readAttributes(server, "unix:ino").get("ino");
        unpack();
        assertThat(Files.readAttributes(server, "unix:ino").get("ino")).isEqualTo(before);
    }

    @Test
    void anotherArtifactGoesToAnotherFolder() throws IOException {
        Path old = unpack();
        artifact(Map.of("x/bin/server", "new"));
        assertThat(unpack()).isNotEqualTo(old);
        assertThat(unpack().resolve("server")).hasContent("new");
    }

    @Test
    void aDamagedFolderIsRepaired() throws IOException {
        Path unpacked = unpack();
        Files.writeString(unpacked.resolve("server"), "o");
        assertThat(unpack().resolve("server")).hasContent("old");
        Files.delete(unpacked.resolve("server"));
        assertThat(unpack().resolve("server")).hasContent("old");
    }

    @Test
    void whatAKilledUnpackingLeftIsRemoved() throws IOException {
        long gone = new ProcessBuilder("true").start().onExit().join().pid();
        Path abandoned = Files.createDirectories(folder.resolve("unpacked/tool-1234." + gone + ".77"));
        Path underWay = Files.createDirectories(
                folder.resolve("unpacked/tool-1234." + ProcessHandle.current().pid() + ".77"));
        unpack();
        assertThat(abandoned).doesNotExist();
        assertThat(underWay).exists();
    }

    @Test
    void aMissingArtifactSaysWhatToDo() {
        assertThatThrownBy(() -> software.artifact("mariadb.jar"))
                .isInstanceOf(EmbeddedServersException.class)
                .hasMessageContaining("mariadb.jar is missing: build it with ./mvnw package, or configure quarkus.");
    }

    @Test
    void anUnsupportedMachineIsToldWhatToConfigure() {
        Platform.check("Linux", "amd64");
        assertThatThrownBy(() -> Platform.check("Mac OS X", "aarch64"))
                .hasMessageContaining("not for Mac OS X on aarch64")
                .hasMessageContaining("quarkus.datasource.reactive.url")
                .hasMessageContaining("kafka.bootstrap.servers")
                .hasMessageContaining("quarkus.redis.hosts");
    }

    private Path unpack() throws IOException {
        return software.unpack("tool.jar", name -> name.equals("x/bin/server") ? "server" : null);
    }

    private void artifact(Map<String, String> entries) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(folder.resolve("tool.jar")))) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue().getBytes(java.nio.charset.StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
    }

    private static List<String> files(Path root) throws IOException {
        try (Stream<Path> files = Files.list(root)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
