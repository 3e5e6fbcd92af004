package tv.sluice.cmaf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A second, trusting reader of MP4 boxes, independent of the code under test. */
final class Boxes {
    private static final Set<String> CONTAINERS = Set.of("moov", "trak", "edts", "mdia", "moof", "traf");

    /** A box, its payload from the first byte behind the type. */
    record Box(String type, ByteBuffer payload) {}

    /** A sample: composition offset as stored. */
    record Sample(long dts, long duration, int compositionOffset, boolean sync) {}

    private Boxes() {}

    static List<Box> all(Path file) {
        try {
            return all(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Box> all(byte[] bytes) {
        List<Box> found = new ArrayList<>();
        collect(ByteBuffer.wrap(bytes), found);
        return found;
    }

    private static void collect(ByteBuffer data, List<Box> found) {
        for (int at = 0; at < data.limit(); ) {
            int size = data.getInt(at);
            String type =
                    StandardCharsets.ISO_8859_1.decode(data.slice(at + 4, 4)).toString();
            Box box = new Box(type, data.slice(at + 8, size - 8));
            found.add(box);
            if (CONTAINERS.contains(type)) {
                collect(box.payload(), found);
            }
            at += size;
        }
    }

    /** All samples in decoding order, read from tfhd, tfdt and trun boxes of the shape we write. */
    static List<Sample> samples(Path file) {
        List<Sample> samples = new ArrayList<>();
        long dts = 0;
        long defaultDuration = 0;
        int defaultFlags = 0;
        for (Box box : all(file)) {
            ByteBuffer data = box.payload().duplicate();
            switch (box.type()) {
                case "tfhd" -> {
                    boolean duration = (data.getInt() & 8) != 0;
                    data.getInt();
                    defaultDuration = duration ? data.getInt() : 0;
                    defaultFlags = data.getInt();
                }
                case "tfdt" -> dts = data.getLong(4);
                case "trun" -> {
                    int flags = data.getInt();
                    int count = data.getInt();
                    data.getInt();
                    int first = (flags & 4) != 0 ? data.getInt() : defaultFlags;
                    for (int i = 0; i < count; i++) {
                        long duration = (flags & 0x100) != 0 ? data.getInt() : defaultDuration;
                        data.getInt();
                        int sampleFlags = (flags & 0x400) != 0 ? data.getInt() : i == 0 ? first : defaultFlags;
                        int offset = (flags & 0x800) != 0 ? data.getInt() : 0;
                        samples.add(new Sample(dts, duration, offset, (sampleFlags & 0x10000) == 0));
                        dts += duration;
                    }
                }
                default -> {}
            }
        }
        return samples;
    }

    /** Media time of the only edit, 0 without one. */
    static long mediaTime(Path file) {
        return all(file).stream()
                .filter(box -> box.type().equals("elst"))
                .mapToLong(box -> box.payload().getLong(16))
                .findFirst()
                .orElse(0);
    }

    /** Presentation times in rising order, with the edit list applied. */
    static List<Long> presentationTimes(Path file) {
        long mediaTime = mediaTime(file);
        return samples(file).stream()
                .map(s -> s.dts() + s.compositionOffset() - mediaTime)
                .sorted()
                .toList();
    }

    static int smallestCompositionOffset(Path file) {
        return samples(file).stream().mapToInt(Sample::compositionOffset).min().orElseThrow();
    }
}
