package tv.sluice.platform.storage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Objects by key in one local folder. An object appears whole or not at all: it is written beside its place, synced and renamed.
 * The one growing object is an upload under {@code u/}. All methods block on the disk.
 */
@ApplicationScoped
public class Storage {
    private static final Pattern KEY =
            Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*){0,7}");
    private static final int MAX_KEY = 300;
    private static final String TEMPORARY = ".tmp";

    private final Path root;

    @Inject
    Storage(StorageConfig config) {
        this(config.path());
    }

    public Storage(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    /** Where the object of this key lies or would lie. Its folder exists after this call if {@code key} names a new object. */
    public Path path(String key) {
        if (key.length() > MAX_KEY || !KEY.matcher(key).matches()) {
            throw new IllegalArgumentException("Not a storage key: " + key);
        }
        return root.resolve(key);
    }

    /** The object's bytes, or empty if there is none; refuses one that is larger than {@code maxBytes}. */
    public Optional<byte[]> read(String key, int maxBytes) {
        Path file = path(key);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            if (size > maxBytes) {
                throw new IOException("Object " + key + " has " + size + " bytes, more than " + maxBytes);
            }
            ByteBuffer buffer = ByteBuffer.allocate((int) size);
            while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
                continue;
            }
            return Optional.of(buffer.array());
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a small object, replacing one of the same key at once. */
    public void write(String key, byte[] bytes) {
        Path file = path(key);
        try {
            Files.createDirectories(parent(file));
            Path temporary = temporary(file);
            try (FileChannel channel =
                    FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(true);
            } catch (IOException e) {
                Files.deleteIfExists(temporary);
                throw e;
            }
            moveInto(temporary, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A fresh path on the same disk in which a large object can be prepared for {@link #publish}. */
    public Path prepare(String key) {
        Path file = path(key);
        try {
            Files.createDirectories(parent(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return temporary(file);
    }

    /** Syncs a file made at {@link #prepare}'s path and gives it the key. */
    public void publish(Path prepared, String key) {
        try {
            try (FileChannel channel = FileChannel.open(prepared, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            moveInto(prepared, path(key));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes an object, or all objects under a folder of keys; what is not there is no error. */
    public void delete(String key) {
        Path file = path(key);
        try {
            Files.walkFileTree(file, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path each, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(each);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(
                        Path each, @org.jspecify.annotations.Nullable IOException failure) throws IOException {
                    if (failure != null) {
                        throw failure;
                    }
                    Files.deleteIfExists(each);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (NoSuchFileException absent) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The keys of the objects and folders right in this folder of keys, in no order; none if there is no such folder. */
    public List<String> list(String folder) {
        try (Stream<Path> entries = Files.list(path(folder))) {
            return entries.map(entry -> folder + '/' + entry.getFileName()).toList();
        } catch (NoSuchFileException absent) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Size of an object in bytes, or -1 if there is none. */
    public long size(String key) {
        try {
            return Files.size(path(key));
        } catch (NoSuchFileException absent) {
            return -1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void moveInto(Path temporary, Path file) throws IOException {
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel folder = FileChannel.open(parent(file), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    private static Path temporary(Path file) {
        return file.resolveSibling(file.getFileName() + "."
                + Long.toHexString(ThreadLocalRandom.current().nextLong()) + TEMPORARY);
    }

    private static Path parent(Path file) {
        Path parent = file.getParent();
        if (parent == null) {
            throw new IllegalArgumentException("An object needs a folder: " + file);
        }
        return parent;
    }
}
