package tv.sluice.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.sluice.platform.storage.Storage;

class UploadFileTest {
    private static final String ID = "upl_0123456789";

    @TempDir
    Path folder;

    private Storage storage;

    @BeforeEach
    void open() {
        storage = new Storage(folder);
    }

    @Test
    void itsLengthIsWhatHasArrived() throws IOException {
        try (UploadFile file = UploadFile.open(storage, ID)) {
            assertThat(file.length()).isZero();
            file.append(bytes("hello "));
            file.append(bytes("world"));
            assertThat(file.length()).isEqualTo(11);
            assertThat(file.synced()).isZero();
            file.sync();
            assertThat(file.synced()).isEqualTo(11);
        }
        assertThat(content()).isEqualTo("hello world");
    }

    @Test
    void goesOnWhereItEnded() throws IOException {
        write("hello ");
        try (UploadFile file = UploadFile.open(storage, ID)) {
            assertThat(file.length()).isEqualTo(6);
            file.append(bytes("again"));
            file.truncate(6);
            file.append(bytes("world"));
        }
        assertThat(content()).isEqualTo("hello world");
    }

    @Test
    void keepsWhatIsVerified() throws IOException {
        write("hello ");
        try (UploadFile file = UploadFile.open(storage, ID)) {
            file.beginUnverified();
            file.append(bytes("world"));
            file.endUnverified();
        }
        try (UploadFile file = UploadFile.open(storage, ID)) {
            assertThat(file.length()).isEqualTo(11);
        }
    }

    @Test
    void dropsWhatWasNotVerifiedWhenTheProcessDied() throws IOException {
        write("hello ");
        try (UploadFile file = UploadFile.open(storage, ID)) {
            file.beginUnverified();
            file.append(bytes("w@rld"));
        }
        try (UploadFile file = UploadFile.open(storage, ID)) {
            assertThat(file.length()).isEqualTo(6);
            file.append(bytes("world"));
        }
        try (UploadFile file = UploadFile.open(storage, ID)) {
            assertThat(file.length()).isEqualTo(11);
        }
        assertThat(UploadFile.keys(ID))
                .filteredOn(key -> storage.size(key) >= 0)
                .containsExactly("u/" + ID);
    }

    @Test
    void recognisesAFullDisk() {
        assertThat(DiskFullException.isCauseOf(new IOException("No space left on device")))
                .isTrue();
        assertThat(DiskFullException.isCauseOf(new IOException("Disk quota exceeded")))
                .isTrue();
        assertThat(DiskFullException.isCauseOf(new IOException("File too large")))
                .isTrue();
        assertThat(DiskFullException.isCauseOf(
                        new java.io.UncheckedIOException(new IOException("No space left on device"))))
                .isTrue();
        assertThat(DiskFullException.isCauseOf(new IOException("Input/output error")))
                .isFalse();
        assertThat(DiskFullException.isCauseOf(new IllegalStateException())).isFalse();
    }

    private void write(String text) throws IOException {
        try (UploadFile file = UploadFile.open(storage, ID)) {
            file.append(bytes(text));
        }
    }

    private String content() throws IOException {
        return Files.readString(folder.resolve("u").resolve(ID));
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}
