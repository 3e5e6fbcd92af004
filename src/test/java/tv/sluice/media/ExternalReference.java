package tv.sluice.media;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;

/** Rewrites a QuickTime movie so that its tracks' data references name another file (QuickTime file format, "alis"). */
final class ExternalReference {
    private static final Set<String> CONTAINERS = Set.of("moov", "trak", "mdia", "minf", "dinf");

    private ExternalReference() {}

    static byte[] into(byte[] movie, Path file) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        boxes(ByteBuffer.wrap(movie), out, alias(file));
        return out.toByteArray();
    }

    private static void boxes(ByteBuffer in, ByteArrayOutputStream out, byte[] alias) {
        while (in.remaining() >= 8) {
            int start = in.position();
            int size = in.getInt(start);
            byte[] name = new byte[4];
            in.get(start + 4, name);
            String type = new String(name, StandardCharsets.US_ASCII);
            byte[] body;
            if (CONTAINERS.contains(type)) {
                ByteArrayOutputStream children = new ByteArrayOutputStream();
                boxes(in.slice(start + 8, size - 8), children, alias);
                body = children.toByteArray();
            } else if (type.equals("dref")) {
                body = ByteBuffer.allocate(8 + alias.length)
                        .putInt(0)
                        .putInt(1)
                        .put(alias)
                        .array();
            } else {
                body = new byte[size - 8];
                in.get(start + 8, body);
            }
            out.writeBytes(
                    ByteBuffer.allocate(8).putInt(body.length + 8).put(name).array());
            out.writeBytes(body);
            in.position(start + size);
        }
    }

    /** An alias record with the absolute path (type 2) of the file. */
    private static byte[] alias(Path file) {
        byte[] path = file.toString().getBytes(StandardCharsets.UTF_8);
        byte[] name = String.valueOf(file.getFileName()).getBytes(StandardCharsets.UTF_8);
        ByteBuffer body = ByteBuffer.allocate(400 + path.length);
        body.putInt(0);
        body.put(new byte[10]);
        body.put((byte) 4).put("disk".getBytes(StandardCharsets.US_ASCII)).put(new byte[23]);
        body.put(new byte[12]);
        body.put((byte) name.length).put(name).put(new byte[63 - name.length]);
        body.put(new byte[16]);
        body.putShort((short) 0).putShort((short) 0);
        body.put(new byte[16]);
        body.putShort((short) 2).putShort((short) path.length).put(path);
        if (path.length % 2 == 1) {
            body.put((byte) 0);
        }
        body.putShort((short) -1).putShort((short) 0);
        byte[] record = new byte[body.position()];
        body.flip().get(record);
        return ByteBuffer.allocate(8 + record.length)
                .putInt(8 + record.length)
                .put("alis".getBytes(StandardCharsets.US_ASCII))
                .put(record)
                .array();
    }
}
