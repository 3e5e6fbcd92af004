package tv.sluice.upload;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import tv.sluice.platform.storage.Storage;

/**
 * The growing bytes of one upload, opened by the one holder of its lock. The file's length is the truth about what has arrived; only
 * synced bytes may be acknowledged. All methods block on the disk.
 */
final class UploadFile implements Closeable {
    private static final int MAX_MARK = 32;
    private static final String MARK = ".unverified";

    private final Storage storage;
    private final String key;
    private final FileChannel channel;
    private final ReentrantLock syncing = new ReentrantLock();
    private volatile long length;
    private volatile long synced;
    private volatile boolean suspect;

    private UploadFile(Storage storage, String key, FileChannel channel) throws IOException {
        this.storage = storage;
        this.key = key;
        this.channel = channel;
        this.length = channel.size();
    }

    /** Storage key of an upload's bytes. */
    static String key(String uploadId) {
        return "u/" + uploadId;
    }

    /** Storage keys of all that an upload may leave behind. */
    static List<String> keys(String uploadId) {
        return List.of(key(uploadId), key(uploadId) + MARK);
    }

    /** Opens the upload's bytes, none if they are new. Bytes whose checksum was still to come when a process died are dropped. */
    static UploadFile open(Storage storage, String uploadId) throws IOException {
        Path path = storage.path(key(uploadId));
        Path folder = path.resolveSibling("");
        boolean fresh = Files.notExists(path);
        if (fresh) {
            Files.createDirectories(folder);
        }
        FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (fresh) {
                try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
                    entries.force(true);
                }
            }
            UploadFile file = new UploadFile(storage, key(uploadId), channel);
            file.dropUnverified();
            return file;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Bytes that are here, synced or not. */
    long length() {
        return length;
    }

    /** Bytes that a crash of the machine cannot take away any more. */
    long synced() {
        return synced;
    }

    void append(ByteBuffer bytes) throws IOException {
        try {
            long end = length;
            while (bytes.hasRemaining()) {
                end += channel.write(bytes, end);
                length = end;
            }
        } catch (IOException e) {
            throw DiskFullException.recognise(e);
        }
    }

    /** Waits until all bytes appended so far are on the disk. May be called while others are being appended. */
    void sync() throws IOException {
        syncing.lock();
        try {
            long covered = length;
            channel.force(false);
            synced = covered;
        } catch (IOException e) {
            suspect = true;
            throw DiskFullException.recognise(e);
        } finally {
            syncing.unlock();
        }
    }

    /** Drops all bytes from the given length on. */
    void truncate(long to) throws IOException {
        syncing.lock();
        try {
            channel.truncate(to);
            length = Math.min(length, to);
            channel.force(false);
            synced = length;
        } finally {
            syncing.unlock();
        }
    }

    /** After a failure: keeps what can be synced, or if the disk has failed to sync before, what had been synced by then. */
    void keepWhatIsSafe() throws IOException {
        if (!suspect) {
            try {
                sync();
                return;
            } catch (IOException e) {
                // Falls through: the length known to be good is the last one synced.
            }
        }
        truncate(synced);
    }

    /** Notes durably that bytes from here on are to be dropped, should this process die before it has verified them. */
    void beginUnverified() {
        storage.write(key + MARK, Long.toString(length).getBytes(StandardCharsets.US_ASCII));
    }

    /** The bytes are verified or dropped. */
    void endUnverified() {
        storage.delete(key + MARK);
    }

    long freeSpace() {
        return storage.path(key).toFile().getUsableSpace();
    }

    private void dropUnverified() throws IOException {
        Optional<byte[]> mark = storage.read(key + MARK, MAX_MARK);
        if (mark.isPresent()) {
            truncate(Math.min(length, Long.parseLong(new String(mark.get(), StandardCharsets.US_ASCII))));
            endUnverified();
        }
    }

    @Override
    public void close() throws IOException {
        syncing.lock();
        try {
            channel.close();
        } finally {
            syncing.unlock();
        }
    }
}
