package tv.sluice.media;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Takes dependencies out of a 64-bit little-endian ELF library (System V ABI, chapter 5, and GNU symbol versions). Its functions
 * that call the absent libraries stay unresolved, which is harmless for as long as nobody calls them.
 */
final class SharedLibrary {
    private static final int LOAD = 1;
    private static final int DYNAMIC = 2;
    private static final long NEEDED = 1;
    private static final long STRINGS = 5;
    private static final long VERSIONS_NEEDED = 0x6ffffffe;
    private static final long VERSIONS_NEEDED_COUNT = 0x6fffffff;
    private static final int PROGRAM_HEADER = 56;
    private static final int VERSION_FILE = 4;
    private static final int VERSION_NEXT = 12;

    private record Segment(int type, long offset, long address, long length) {}

    private record Entry(long tag, long value) {}

    private final ByteBuffer image;
    private final List<Segment> segments = new ArrayList<>();

    private SharedLibrary(byte[] bytes) {
        image = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (image.getInt(0) != 0x464c457f || image.get(4) != 2 || image.get(5) != 1) {
            throw new IllegalArgumentException("Not a 64-bit little-endian ELF file");
        }
        int table = Math.toIntExact(image.getLong(32));
        for (int i = 0; i < image.getShort(56); i++) {
            int at = table + i * PROGRAM_HEADER;
            segments.add(new Segment(
                    image.getInt(at), image.getLong(at + 8), image.getLong(at + 16), image.getLong(at + 32)));
        }
    }

    /** Changes the library in place so that the loader does not ask for the libraries named. */
    static void drop(byte[] bytes, Set<String> libraries) {
        new SharedLibrary(bytes).drop(libraries::contains);
    }

    /** The libraries it asks the loader for. */
    static List<String> needed(byte[] bytes) {
        SharedLibrary library = new SharedLibrary(bytes);
        List<Entry> entries = library.entries();
        return entries.stream()
                .filter(e -> e.tag() == NEEDED)
                .map(e -> library.string(entries, e.value()))
                .toList();
    }

    private void drop(Predicate<String> unwanted) {
        List<Entry> entries = entries();
        List<Entry> kept = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.tag() == NEEDED && unwanted.test(string(entries, entry.value()))) {
                continue;
            }
            kept.add(entry);
        }
        List<Integer> versions = keptVersions(entries, unwanted);
        int at = dynamicAt();
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = i < kept.size() ? kept.get(i) : new Entry(0, 0);
            long value = entry.value();
            if (entry.tag() == VERSIONS_NEEDED) {
                value += versions.getFirst() - offset(value);
            } else if (entry.tag() == VERSIONS_NEEDED_COUNT) {
                value = versions.size();
            }
            image.putLong(at + 16 * i, entry.tag()).putLong(at + 16 * i + 8, value);
        }
    }

    /** Relinks the chain of needed symbol versions past the unwanted libraries; the offsets of those that stay. */
    private List<Integer> keptVersions(List<Entry> entries, Predicate<String> unwanted) {
        List<Integer> kept = new ArrayList<>();
        int at = offset(value(entries, VERSIONS_NEEDED));
        int step;
        do {
            if (!unwanted.test(string(entries, Integer.toUnsignedLong(image.getInt(at + VERSION_FILE))))) {
                kept.add(at);
            }
            step = image.getInt(at + VERSION_NEXT);
            at += step;
        } while (step != 0);
        for (int i = 0; i < kept.size(); i++) {
            int next = i + 1 < kept.size() ? kept.get(i + 1) - kept.get(i) : 0;
            image.putInt(kept.get(i) + VERSION_NEXT, next);
        }
        return kept;
    }

    private List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        int at = dynamicAt();
        for (; image.getLong(at) != 0; at += 16) {
            entries.add(new Entry(image.getLong(at), image.getLong(at + 8)));
        }
        return entries;
    }

    private int dynamicAt() {
        return segments.stream()
                .filter(s -> s.type() == DYNAMIC)
                .mapToInt(s -> Math.toIntExact(s.offset()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Not a shared library"));
    }

    private String string(List<Entry> entries, long index) {
        int from = offset(value(entries, STRINGS)) + Math.toIntExact(index);
        int to = from;
        while (image.get(to) != 0) {
            to++;
        }
        return new String(image.array(), from, to - from, StandardCharsets.US_ASCII);
    }

    private static long value(List<Entry> entries, long tag) {
        return entries.stream()
                .filter(e -> e.tag() == tag)
                .mapToLong(Entry::value)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The library has no entry " + Long.toHexString(tag)));
    }

    private int offset(long address) {
        return segments.stream()
                .filter(s -> s.type() == LOAD && s.address() <= address && address < s.address() + s.length())
                .mapToInt(s -> Math.toIntExact(address - s.address() + s.offset()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The address lies in no segment"));
    }
}
