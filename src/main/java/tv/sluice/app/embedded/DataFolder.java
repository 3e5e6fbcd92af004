package tv.sluice.app.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The servers' part of the data folder, readable by its owner only, and used by one program at a time. */
final class DataFolder implements AutoCloseable {
    private static final int SECRET_BYTES = 16;

    private final Path root;
    private final Path servers;
    private final FileChannel lockFile;

    private DataFolder(Path root, Path servers, FileChannel lockFile) {
        this.root = root;
        this.servers = servers;
        this.lockFile = lockFile;
    }

    /** Takes the folder for this process; the operating system gives it free when the process ends, however it ends. */
    static DataFolder lock(Path root) throws IOException {
        Path absolute = root.toAbsolutePath().normalize();
        Path servers = Files.createDirectories(absolute.resolve("servers"));
        Files.setPosixFilePermissions(servers, PosixFilePermissions.fromString("rwx------"));
        Files.createDirectories(absolute.resolve("logs"));
        FileChannel file =
                FileChannel.open(servers.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (tryLock(file) == null) {
            file.close();
            throw new EmbeddedServersException("The data folder " + absolute
                    + " is in use by another running Sluice: stop that one, or set sluice.data to another folder.");
        }
        return new DataFolder(absolute, servers, file);
    }

    private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    Path root() {
        return root;
    }

    /** The folder of one server's data, made if need be. */
    Path of(ServerKind kind) throws IOException {
        return Files.createDirectories(servers.resolve(kind.folder()));
    }

    Path log(ServerKind kind) {
        return root.resolve("logs").resolve(kind.folder() + ".log");
    }

    Path file(String name) {
        return servers.resolve(name);
    }

    /** A random word that stays the same for the life of the folder. */
    String secret(String name) throws IOException {
        Path file = servers.resolve(name + ".secret");
        if (!Files.exists(file)) {
            byte[] random = new byte[SECRET_BYTES];
            new SecureRandom().nextBytes(random);
            write(file, HexFormat.of().formatHex(random));
        }
        return Files.readString(file).strip();
    }

    /** Writes a file for the owner's eyes, whole or not at all. */
    static void write(Path file, String text) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(temporary);
        Files.createFile(temporary, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(temporary, text, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() throws IOException {
        lockFile.close();
    }
}
