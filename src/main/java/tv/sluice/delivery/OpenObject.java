package tv.sluice.delivery;

import io.netty.util.AbstractReferenceCounted;
import io.netty.util.IllegalReferenceCountException;
import io.netty.util.ReferenceCounted;
import java.nio.channels.FileChannel;

/** An open object of storage, shared by the answers that read it. It stays readable until the last of them is sent, deleted or not. */
final class OpenObject extends AbstractReferenceCounted {
    private final FileChannel channel;
    private final long size;
    private final Closer closer;

    interface Closer {
        void close(FileChannel channel);
    }

    OpenObject(FileChannel channel, long size, Closer closer) {
        this.channel = channel;
        this.size = size;
        this.closer = closer;
    }

    FileChannel channel() {
        return channel;
    }

    long size() {
        return size;
    }

    /** Takes a reference unless the last one is already gone. */
    boolean tryRetain() {
        try {
            retain();
            return true;
        } catch (IllegalReferenceCountException closed) {
            return false;
        }
    }

    @Override
    protected void deallocate() {
        closer.close(channel);
    }

    @Override
    public ReferenceCounted touch(Object hint) {
        return this;
    }
}
