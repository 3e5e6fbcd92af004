package tv.sluice.platform.start;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** The file {@code admin-key} in the data folder, readable by its owner only, with the API key that the first start makes. */
@Singleton
public final class AdminKeyFile {
    private final Path path;
    private volatile @Nullable String keptNow;

    AdminKeyFile(@ConfigProperty(name = "sluice.data") Path data) {
        this.path = data.toAbsolutePath().normalize().resolve("admin-key");
    }

    /**
     * Keeps a key that was made now, in place of any other. Blocks. To be called before the key is stored anywhere else: a key in the
     * file that does not work can be made anew, one that works and that nobody knows cannot.
     */
    public void keep(String key) throws IOException {
        Files.createDirectories(path.getParent());
        Path temporary = path.resolveSibling("admin-key.new");
        Files.deleteIfExists(temporary);
        Files.createFile(temporary, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(temporary, key + "\n", StandardOpenOption.WRITE, StandardOpenOption.SYNC);
        Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        keptNow = key;
    }

    public Path path() {
        return path;
    }

    /** The key, when this run of the program has made it. */
    public Optional<String> keptNow() {
        return Optional.ofNullable(keptNow);
    }
}
