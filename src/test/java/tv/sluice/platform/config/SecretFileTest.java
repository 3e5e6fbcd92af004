package tv.sluice.platform.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFileTest {
    @TempDir
    Path folder;

    @Test
    void isMadeOnceAndReadableByItsOwnerOnly() throws IOException {
        SecretFile file = new SecretFile(folder.resolve("secrets/key"));
        assertThat(file.readOrMake(() -> "one")).isEqualTo("one");
        assertThat(file.readOrMake(() -> "two")).isEqualTo("one");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
                .isEqualTo("rw-------");
        try (Stream<Path> left = Files.list(folder.resolve("secrets"))) {
            assertThat(left.toList()).containsExactly(file.path());
        }
        file.delete();
        assertThat(file.exists()).isFalse();
    }

    @Test
    void manyWhoMakeItAtOnceAllGetTheSame() throws InterruptedException {
        SecretFile file = new SecretFile(folder.resolve("key"));
        ConcurrentSkipListSet<String> seen = new ConcurrentSkipListSet<>();
        List<Thread> threads = IntStream.range(0, 8)
                .mapToObj(i -> Thread.ofVirtual().start(() -> seen.add(file.readOrMake(() -> "text " + i))))
                .toList();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(seen).hasSize(1);
    }
}
