package tv.sluice.cmaf;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A checked cursor over the payload of one box held in memory (ISO/IEC 14496-12 section 4.2). */
final class BoxReader {
    private static final int HEADER = 8;

    private final String path;
    private final ByteBuffer data;
    /** Version in the top byte, flags below; 0 until {@link #full()}. */
    private int versionAndFlags;

    BoxReader(String path, ByteBuffer data) {
        this.path = path;
        this.data = data;
    }

    String path() {
        return path;
    }

    int remaining() {
        return data.remaining();
    }

    /** Reads the head of a "full box". */
    BoxReader full() throws Mp4Exception {
        versionAndFlags = i32();
        return this;
    }

    int version() {
        return versionAndFlags >>> 24;
    }

    boolean has(int flag) {
        return (versionAndFlags & flag) != 0;
    }

    int u8() throws Mp4Exception {
        return need(1).get() & 0xFF;
    }

    int u16() throws Mp4Exception {
        return need(2).getShort() & 0xFFFF;
    }

    int i32() throws Mp4Exception {
        return need(4).getInt();
    }

    long u32() throws Mp4Exception {
        return i32() & 0xFFFF_FFFFL;
    }

    long i64() throws Mp4Exception {
        return need(8).getLong();
    }

    /** A 64-bit value in version 1 of the box, an unsigned 32-bit one before. */
    long time() throws Mp4Exception {
        return version() == 0 ? u32() : i64();
    }

    String fourCc() throws Mp4Exception {
        byte[] name = bytes(4);
        return new String(name, StandardCharsets.ISO_8859_1);
    }

    byte[] bytes(int count) throws Mp4Exception {
        ByteBuffer from = need(count);
        byte[] read = new byte[count];
        from.get(read);
        return read;
    }

    void skip(int count) throws Mp4Exception {
        need(count).position(data.position() + count);
    }

    /** The boxes from the cursor to the end; the cursor stays. */
    List<BoxReader> children() throws Mp4Exception {
        List<BoxReader> children = new ArrayList<>();
        ByteBuffer rest = data.duplicate();
        while (rest.hasRemaining()) {
            if (rest.remaining() < HEADER) {
                throw malformed("ends within the head of a box");
            }
            long size = rest.getInt(rest.position()) & 0xFFFF_FFFFL;
            if (size < HEADER || size > rest.remaining()) {
                throw malformed("holds a box that claims " + size + " bytes where " + rest.remaining() + " are left");
            }
            byte[] name = new byte[4];
            rest.get(rest.position() + 4, name);
            ByteBuffer payload = rest.slice(rest.position() + HEADER, (int) size - HEADER);
            children.add(new BoxReader(new String(name, StandardCharsets.ISO_8859_1), payload));
            rest.position(rest.position() + (int) size);
        }
        return children;
    }

    List<BoxReader> children(String type) throws Mp4Exception {
        List<BoxReader> found = new ArrayList<>();
        for (BoxReader child : children()) {
            if (child.path.equals(type)) {
                found.add(new BoxReader(path + "/" + type, child.data));
            }
        }
        return found;
    }

    Optional<BoxReader> optional(String type) throws Mp4Exception {
        return children(type).stream().findFirst();
    }

    BoxReader child(String type) throws Mp4Exception {
        Optional<BoxReader> found = optional(type);
        if (found.isEmpty()) {
            throw malformed("lacks its " + type + " box");
        }
        return found.get();
    }

    Mp4Exception malformed(String what) {
        return new Mp4Exception(Mp4Exception.Reason.MALFORMED, "Box " + path + " " + what);
    }

    private ByteBuffer need(int count) throws Mp4Exception {
        if (count < 0 || data.remaining() < count) {
            throw malformed("is too short");
        }
        return data;
    }
}
