package tv.sluice.cmaf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;

/** The top-level boxes of a file, one after the other; only those asked for are read into memory. */
final class Mp4File {
    private static final int HEADER = 8;
    private static final int LARGE_HEADER = 16;
    /** A film cut at each frame stays below; a file of empty boxes does not keep us busy for long. */
    private static final int MOST_BOXES = 1 << 21;

    private final FileChannel channel;
    private final long size;
    private long next;
    private int boxes;

    private String type = "";
    private long start;
    private long payload;

    Mp4File(FileChannel channel) throws IOException {
        this.channel = channel;
        this.size = channel.size();
    }

    long size() {
        return size;
    }

    /** Moves to the next box; false at the end of the file. */
    boolean advance() throws IOException {
        if (next == size) {
            return false;
        }
        if (++boxes > MOST_BOXES) {
            throw new Mp4Exception(Mp4Exception.Reason.MALFORMED, "More than " + MOST_BOXES + " boxes in one file");
        }
        start = next;
        ByteBuffer head = read(start, Math.min(LARGE_HEADER, size - start));
        if (head.remaining() < HEADER) {
            throw truncated(HEADER);
        }
        long length = head.getInt(0) & 0xFFFF_FFFFL;
        type = StandardCharsets.ISO_8859_1.decode(head.slice(4, 4)).toString();
        int header = HEADER;
        if (length == 1) {
            if (head.remaining() < LARGE_HEADER) {
                throw truncated(LARGE_HEADER);
            }
            header = LARGE_HEADER;
            length = head.getLong(HEADER);
        } else if (length == 0) {
            length = size - start;
        }
        if (length < header) {
            throw new Mp4Exception(
                    Mp4Exception.Reason.MALFORMED, "Box at byte " + start + " claims a length of " + length);
        }
        if (length > size - start) {
            throw truncated(length);
        }
        payload = start + header;
        next = start + length;
        return true;
    }

    String type() {
        return type;
    }

    /** Where the current box begins. */
    long start() {
        return start;
    }

    /** The current box's payload, which must not be above {@code limit} bytes. */
    BoxReader load(int limit) throws IOException {
        long length = next - payload;
        if (length > limit) {
            throw new Mp4Exception(
                    Mp4Exception.Reason.MALFORMED, "Box " + type + " of " + length + " bytes, above " + limit);
        }
        return new BoxReader(type, read(payload, length));
    }

    private ByteBuffer read(long position, long length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(length));
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw truncated(length);
            }
        }
        return buffer.flip();
    }

    private Mp4Exception truncated(long wanted) {
        return new Mp4Exception(
                Mp4Exception.Reason.TRUNCATED,
                "File of " + size + " bytes ends within a box of " + wanted + " bytes at byte " + start);
    }
}
