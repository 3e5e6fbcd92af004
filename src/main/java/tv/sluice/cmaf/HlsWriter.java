package tv.sluice.cmaf;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** HLS playlists (RFC 8216) computed from a descriptor. */
public final class HlsWriter {
    /** Media playlists need 6 (EXT-X-MAP outside an I-frame playlist); a client that lacks it is told by the first playlist already. */
    private static final String HEAD = "#EXTM3U\n#EXT-X-VERSION:6\n";

    private static final String AUDIO_GROUP = "audio";

    private record Rung(Rendition rendition, BitRate rate) {}

    private HlsWriter() {}

    /**
     * The multivariant playlist.
     *
     * @param uriPrefix put before each {@code {renditionId}/index.m3u8}; empty or ending in a slash
     */
    public static String multivariant(Descriptor video, String uriPrefix) {
        requireUri(uriPrefix);
        List<Rung> pictures = rungs(video, Rendition.Kind.VIDEO);
        List<Rung> sounds = rungs(video, Rendition.Kind.AUDIO);
        StringBuilder text = new StringBuilder(HEAD).append("#EXT-X-INDEPENDENT-SEGMENTS\n");
        if (pictures.isEmpty()) {
            for (Rung sound : middleFirst(sounds)) {
                variant(text, sound, List.of(), uriPrefix);
            }
            return text.toString();
        }
        audioGroup(text, sounds, uriPrefix);
        for (Rung picture : middleFirst(pictures)) {
            variant(text, picture, sounds, uriPrefix);
        }
        return text.toString();
    }

    /**
     * The media playlist of one rendition, with {@code init.mp4} and {@code 0.m4s …} beside it.
     *
     * @param complete true ends the list (VOD); false lets players come back for more (EVENT)
     */
    public static String media(SegmentTable segments, boolean complete) {
        StringBuilder text = new StringBuilder(200 + 32 * segments.size()).append(HEAD);
        text.append("#EXT-X-TARGETDURATION:").append(segments.targetSeconds()).append('\n');
        text.append("#EXT-X-MEDIA-SEQUENCE:0\n");
        text.append("#EXT-X-PLAYLIST-TYPE:").append(complete ? "VOD" : "EVENT").append('\n');
        if (!complete) {
            // Without it players begin a growing list near its end, as if it were live.
            text.append("#EXT-X-START:TIME-OFFSET=0,PRECISE=YES\n");
        }
        text.append("#EXT-X-MAP:URI=\"init.mp4\"\n");
        for (int number = 0; number < segments.size(); number++) {
            text.append("#EXTINF:");
            seconds(text, micros(segments, number + 1) - micros(segments, number));
            text.append(",\n").append(number).append(".m4s\n");
        }
        return complete ? text.append("#EXT-X-ENDLIST\n").toString() : text.toString();
    }

    /** Rounded times are subtracted, not durations rounded: the list's sum stays exact however long it is. */
    private static long micros(SegmentTable segments, int number) {
        long ticks = number == segments.size() ? segments.totalTicks() : segments.start(number);
        return Math.round(ticks * 1e6 / segments.timescale());
    }

    private static void seconds(StringBuilder text, long micros) {
        String fraction = Long.toString(1_000_000 + micros % 1_000_000);
        text.append(micros / 1_000_000).append('.').append(fraction, 1, fraction.length());
    }

    private static List<Rung> rungs(Descriptor video, Rendition.Kind kind) {
        List<Rung> rungs = new ArrayList<>();
        for (Rendition rendition : video.ofKind(kind)) {
            SegmentTable segments = SegmentTable.of(rendition);
            if (segments.size() > 0) {
                rungs.add(new Rung(rendition, BitRate.of(segments)));
            }
        }
        return rungs;
    }

    /** Players begin with the first variant: the middle one looks decent at once and does not stall on a slow line. */
    private static List<Rung> middleFirst(List<Rung> rungs) {
        List<Rung> order = new ArrayList<>(rungs);
        order.sort(Comparator.comparingLong(r -> r.rate().peak()));
        if (!order.isEmpty()) {
            order.addFirst(order.remove((order.size() - 1) / 2));
        }
        return order;
    }

    private static void audioGroup(StringBuilder text, List<Rung> sounds, String uriPrefix) {
        Set<String> names = new HashSet<>();
        for (Rung sound : sounds) {
            Rendition audio = sound.rendition();
            String plain = audio.knownLanguage().orElse("Audio");
            String name = plain;
            for (int n = 2; !names.add(name); n++) {
                name = plain + " " + n;
            }
            text.append("#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"")
                    .append(AUDIO_GROUP)
                    .append('"');
            text.append(",NAME=\"").append(name).append('"');
            audio.knownLanguage()
                    .ifPresent(tag -> text.append(",LANGUAGE=\"").append(tag).append('"'));
            text.append(",DEFAULT=").append(names.size() == 1 ? "YES" : "NO").append(",AUTOSELECT=YES");
            text.append(",CHANNELS=\"").append(audio.channels()).append('"');
            text.append(",URI=\"").append(uri(audio, uriPrefix)).append("\"\n");
        }
    }

    private static void variant(StringBuilder text, Rung rung, List<Rung> sounds, String uriPrefix) {
        Rendition rendition = rung.rendition();
        long peak = rung.rate().peak();
        long average = rung.rate().average();
        // The largest sum that any playable combination can reach.
        peak += sounds.stream().mapToLong(s -> s.rate().peak()).max().orElse(0);
        average += sounds.stream().mapToLong(s -> s.rate().average()).max().orElse(0);
        Set<String> codecs = new LinkedHashSet<>(List.of(rendition.codecs()));
        sounds.forEach(s -> codecs.add(s.rendition().codecs()));
        text.append("#EXT-X-STREAM-INF:BANDWIDTH=").append(peak);
        text.append(",AVERAGE-BANDWIDTH=").append(average);
        text.append(",CODECS=\"").append(String.join(",", codecs)).append('"');
        switch (rendition.kind()) {
            case VIDEO -> {
                text.append(",RESOLUTION=")
                        .append(rendition.width())
                        .append('x')
                        .append(rendition.height());
                text.append(",FRAME-RATE=").append(String.format(Locale.ROOT, "%.3f", rendition.frameRate()));
                if (!sounds.isEmpty()) {
                    text.append(",AUDIO=\"").append(AUDIO_GROUP).append('"');
                }
                text.append(",CLOSED-CAPTIONS=NONE");
            }
            case AUDIO -> {}
        }
        text.append('\n').append(uri(rendition, uriPrefix)).append('\n');
    }

    /** Nothing that comes from a request may end a line or a quoted attribute. */
    static void requireUri(String uriPrefix) {
        if (uriPrefix.chars().anyMatch(c -> c <= ' ' || c == '"' || c == 0x7F)) {
            throw new IllegalArgumentException("Not part of a URI: " + uriPrefix);
        }
    }

    private static String uri(Rendition rendition, String uriPrefix) {
        return uriPrefix + rendition.id() + "/index.m3u8";
    }
}
