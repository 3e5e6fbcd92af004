package tv.sluice.upload;

import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileLock;
import org.jspecify.annotations.Nullable;

/** The right to touch the bytes of one upload, until it is released. */
final class Hold {
    private final UploadLocks locks;
    private final String uploadId;
    private @Nullable FileLock fileLock;
    private @Nullable Reception reception;
    private @Nullable Cut cut;
    private boolean released;

    Hold(UploadLocks locks, String uploadId) {
        this.locks = locks;
        this.uploadId = uploadId;
    }

    String uploadId() {
        return uploadId;
    }

    synchronized void locked(FileLock lock) {
        fileLock = lock;
    }

    /** The reception that happens under this hold from now on; it is cut at once if the hold has been told to end already. */
    synchronized void receives(Reception current) {
        reception = current;
        if (cut != null) {
            current.cut(cut);
        }
    }

    /** Asks the holder to end soon. */
    synchronized void cut(Cut reason) {
        if (cut == null) {
            cut = reason;
            if (reception != null) {
                reception.cut(reason);
            }
        }
    }

    /** Why the holder was asked to end, or null. */
    synchronized @Nullable Cut cut() {
        return cut;
    }

    /** Bytes that have come under this hold. */
    synchronized long received() {
        return reception == null ? 0 : reception.received();
    }

    /** For how many nanoseconds the client has kept us waiting; zero while it is us who are busy. */
    synchronized long silence() {
        return reception == null ? 0 : reception.silence();
    }

    /** Gives the right back; doing so twice is no error. */
    Uni<Void> release() {
        return locks.release(this);
    }

    /** Blocks on the disk. */
    synchronized boolean unlock() {
        if (released) {
            return false;
        }
        released = true;
        if (fileLock != null) {
            try {
                fileLock.release();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return true;
    }
}
