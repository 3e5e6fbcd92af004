package tv.sluice.cmaf;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Builds boxes in memory; sizes are filled in when a box ends. */
final class BoxWriter {
    private byte[] bytes = new byte[1024];
    private int size;

    /** Begins a box and returns its mark for {@link #end}. */
    int box(String type) {
        int mark = size;
        i32(0).text(type);
        return mark;
    }

    int fullBox(String type, int version, int flags) {
        int mark = box(type);
        i32(version << 24 | flags);
        return mark;
    }

    BoxWriter end(int mark) {
        set(mark, size - mark);
        return this;
    }

    BoxWriter i32(int value) {
        room(4);
        size += 4;
        set(size - 4, value);
        return this;
    }

    BoxWriter i16(int value) {
        room(2);
        bytes[size++] = (byte) (value >> 8);
        bytes[size++] = (byte) value;
        return this;
    }

    BoxWriter i64(long value) {
        return i32((int) (value >> 32)).i32((int) value);
    }

    BoxWriter zeros(int count) {
        room(count);
        size += count;
        return this;
    }

    BoxWriter raw(byte[] more) {
        room(more.length);
        System.arraycopy(more, 0, bytes, size, more.length);
        size += more.length;
        return this;
    }

    BoxWriter text(String ascii) {
        return raw(ascii.getBytes(StandardCharsets.US_ASCII));
    }

    /** Overwrites four bytes written before. */
    void set(int position, int value) {
        for (int i = 0; i < 4; i++) {
            bytes[position + i] = (byte) (value >> (24 - 8 * i));
        }
    }

    int size() {
        return size;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    private void room(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
        }
    }
}
