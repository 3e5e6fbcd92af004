package tv.sluice.delivery;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A playlist with gaps for what differs from viewer to viewer: the prefix of its URLs, which carries the session token. */
final class SessionTemplate {
    /** Stands where the prefix goes; made of characters that no playlist format escapes. */
    static final String GAP = "sluice-session-prefix/";

    private final List<byte[]> parts;
    private final int length;

    private SessionTemplate(List<byte[]> parts) {
        this.parts = parts;
        this.length = parts.stream().mapToInt(part -> part.length).sum();
    }

    /** @param text the playlist, written with {@link #GAP} as its prefix */
    static SessionTemplate of(String text) {
        List<byte[]> parts = new ArrayList<>();
        int start = 0;
        for (int gap = text.indexOf(GAP); gap >= 0; gap = text.indexOf(GAP, start)) {
            parts.add(text.substring(start, gap).getBytes(StandardCharsets.UTF_8));
            start = gap + GAP.length();
        }
        parts.add(text.substring(start).getBytes(StandardCharsets.UTF_8));
        return new SessionTemplate(parts);
    }

    Text fill(String prefix) {
        byte[] filling = prefix.getBytes(StandardCharsets.US_ASCII);
        byte[] text = Arrays.copyOf(parts.getFirst(), length + (parts.size() - 1) * filling.length);
        int at = parts.getFirst().length;
        for (byte[] part : parts.subList(1, parts.size())) {
            System.arraycopy(filling, 0, text, at, filling.length);
            System.arraycopy(part, 0, text, at + filling.length, part.length);
            at += filling.length + part.length;
        }
        return Text.once(text);
    }
}
