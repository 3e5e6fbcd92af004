package tv.sluice.delivery;

import io.netty.channel.DefaultFileRegion;

/** Bytes of an open object on their way to a socket (sendfile): gives up its reference where Netty's own would close the file. */
final class SharedFileRegion extends DefaultFileRegion {
    private final OpenObject object;

    /** Takes over the caller's reference to the object. */
    SharedFileRegion(OpenObject object, long offset, long length) {
        super(object.channel(), offset, length);
        this.object = object;
    }

    @Override
    protected void deallocate() {
        object.release();
    }
}
