package tv.sluice.delivery;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;

/**
 * The bytes selected for an answer (RFC 9110, section 3.2), with what the response says about them.
 *
 * @param tag strong entity tag, in its quotes
 * @param coding how the bytes are compressed
 * @param varies whether another client would be sent another coding
 */
record Representation(
        String mediaType,
        String cacheControl,
        String tag,
        Coding coding,
        boolean varies,
        long length,
        Content content) {
    enum Coding {
        IDENTITY,
        GZIP
    }

    /** Where the bytes come from. */
    interface Content {
        /** Part of the bytes, as the transport takes them: a ByteBuf or a FileRegion. */
        Object part(long offset, long length);

        /** Called instead of {@link #part} if nothing is sent. */
        void release();
    }

    static Representation of(Answer.Playlist playlist, Exchange exchange) {
        Text text = playlist.text();
        // A range is asked for of the plain text: who compresses on the way knows no ranges.
        boolean compress =
                text.gzip() != null && exchange.acceptsGzip() && exchange.header(HttpHeaderNames.RANGE) == null;
        byte[] compressed = compress ? text.gzip() : null;
        byte[] bytes = compressed == null ? text.plain() : compressed;
        return new Representation(
                playlist.mediaType(),
                playlist.cacheControl(),
                '"' + text.tag() + (compress ? "-gz\"" : "\""),
                compress ? Coding.GZIP : Coding.IDENTITY,
                text.gzip() != null,
                bytes.length,
                new InMemory(bytes));
    }

    static Representation of(Answer.Media media) {
        return new Representation(
                media.mediaType(),
                media.cacheControl(),
                '"' + media.tag() + '"',
                Coding.IDENTITY,
                false,
                media.length(),
                new OnDisk(media.object(), media.offset()));
    }

    private record InMemory(byte[] bytes) implements Content {
        @Override
        public Object part(long offset, long length) {
            return Unpooled.wrappedBuffer(bytes, (int) offset, (int) length);
        }

        @Override
        public void release() {}
    }

    private record OnDisk(OpenObject object, long start) implements Content {
        @Override
        public Object part(long offset, long length) {
            return new SharedFileRegion(object, start + offset, length);
        }

        @Override
        public void release() {
            object.release();
        }
    }
}
