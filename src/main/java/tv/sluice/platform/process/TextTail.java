package tv.sluice.platform.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Keeps the last bytes of what a child writes, and takes the rest off its hands. */
final class TextTail {
    private final byte[] ring;
    private long written;

    TextTail(int size) {
        this.ring = new byte[size];
    }

    void addAll(InputStream stream) throws IOException {
        byte[] buffer = new byte[ring.length];
        for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
            add(buffer, read);
        }
    }

    private synchronized void add(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            ring[(int) (written++ % ring.length)] = bytes[i];
        }
    }

    synchronized String text() {
        if (written <= ring.length) {
            return new String(ring, 0, (int) written, StandardCharsets.UTF_8);
        }
        int start = (int) (written % ring.length);
        byte[] straight = Arrays.copyOfRange(ring, start, start + ring.length);
        System.arraycopy(ring, 0, straight, ring.length - start, start);
        return "… " + new String(straight, StandardCharsets.UTF_8);
    }
}
