package tv.sluice.platform.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StorageTest {
    @TempDir
    Path root;

    private Storage storage;

    @BeforeEach
    void open() {
        storage = new Storage(root);
    }

    @Test
    void anObjectIsReadAsItWasWrittenAndReplacedAtOnce() {
        storage.write("v/vid_1/descriptor.json", "one".getBytes(UTF_8));
        storage.write("v/vid_1/descriptor.json", "two".getBytes(UTF_8));
        assertThat(storage.read("v/vid_1/descriptor.json", 10)).hasValue("two".getBytes(UTF_8));
        assertThat(storage.size("v/vid_1/descriptor.json")).isEqualTo(3);
    }

    @Test
    void nothingIsLeftBesideAnObject() throws IOException {
        storage.write("p/pbk_1.json", new byte[10]);
        Path prepared = storage.prepare("p/pbk_2.json");
        Files.write(prepared, new byte[5]);
        storage.publish(prepared, "p/pbk_2.json");
        try (Stream<Path> files = Files.list(root.resolve("p"))) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .containsExactlyInAnyOrder("pbk_1.json", "pbk_2.json");
        }
    }

    @Test
    void whatIsAbsentIsEmptyAndDeletingItIsNoError() {
        assertThat(storage.read("p/none.json", 10)).isEmpty();
        assertThat(storage.size("p/none.json")).isEqualTo(-1);
        storage.delete("p/none.json");
    }

    @Test
    void anObjectLargerThanExpectedIsRefused() {
        storage.write("p/pbk_1.json", new byte[11]);
        assertThatThrownBy(() -> storage.read("p/pbk_1.json", 10))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("11 bytes");
    }

    @Test
    void aFolderOfKeysIsDeletedWhole() {
        storage.write("v/vid_1/a/one", new byte[1]);
        storage.write("v/vid_1/two", new byte[1]);
        storage.write("v/vid_2/three", new byte[1]);
        storage.delete("v/vid_1");
        assertThat(storage.size("v/vid_1/a/one")).isEqualTo(-1);
        assertThat(storage.size("v/vid_2/three")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/etc/passwd", "../x", "v/../x", "v//x", "v/.hidden", "v/x/", "v\\x", "v/\u0000"})
    void aKeyThatCouldLeaveTheRootIsRefused(String key) {
        assertThatThrownBy(() -> storage.path(key)).isInstanceOf(IllegalArgumentException.class);
    }
}
