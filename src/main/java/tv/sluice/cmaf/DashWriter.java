package tv.sluice.cmaf;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The DASH manifest (ISO/IEC 23009-1, live profile) of the same segments as the HLS playlists. */
public final class DashWriter {
    private record Representation(Rendition rendition, SegmentTable segments, String timeline) {}

    private DashWriter() {}

    /**
     * The manifest: static for a complete video, dynamic for one that still grows.
     *
     * @param baseUrl what {@code {renditionId}/…} is relative to; empty for the manifest's own folder, else ending in a slash
     * @param availableSince when the first segments of a growing video were published
     * @param now time of publication of this version of a growing video's manifest
     */
    public static String manifest(Descriptor video, String baseUrl, Instant availableSince, Instant now) {
        HlsWriter.requireUri(baseUrl);
        List<Representation> all = representations(video);
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        xml.append("<MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\"");
        xml.append(" profiles=\"urn:mpeg:dash:profile:isoff-live:2011\" minBufferTime=\"PT4S\"");
        if (video.complete()) {
            xml.append(" type=\"static\" mediaPresentationDuration=\"")
                    .append(duration(longest(all)))
                    .append('"');
        } else {
            growing(xml, video, availableSince, now);
        }
        xml.append(">\n");
        if (!baseUrl.isEmpty()) {
            xml.append("  <BaseURL>").append(escape(baseUrl)).append("</BaseURL>\n");
        }
        xml.append("  <Period id=\"0\" start=\"PT0S\">\n");
        int id = 0;
        for (List<Representation> set : adaptationSets(all)) {
            adaptationSet(xml, id++, set);
        }
        return xml.append("  </Period>\n</MPD>\n").toString();
    }

    /**
     * A growing video is not live: all that is listed may be fetched at once and playing starts at the beginning. So the clock's
     * zero is set back by the whole duration, which keeps every listed segment in the past, and the suggested delay is as long.
     */
    private static void growing(StringBuilder xml, Descriptor video, Instant availableSince, Instant now) {
        Duration whole = Duration.ofMillis((long) Math.ceil(video.duration() * 1000));
        xml.append(" type=\"dynamic\" availabilityStartTime=\"")
                .append(availableSince.minus(whole).truncatedTo(ChronoUnit.MILLIS));
        xml.append("\" publishTime=\"").append(now.truncatedTo(ChronoUnit.MILLIS));
        xml.append("\" minimumUpdatePeriod=\"PT2S\" suggestedPresentationDelay=\"")
                .append(duration(BigDecimal.valueOf(whole.toMillis(), 3)))
                .append('"');
    }

    private static List<Representation> representations(Descriptor video) {
        List<Representation> all = new ArrayList<>();
        for (Rendition rendition : video.renditions()) {
            SegmentTable segments = SegmentTable.of(rendition);
            if (segments.size() > 0) {
                all.add(new Representation(rendition, segments, timeline(segments)));
            }
        }
        return all;
    }

    /** Players switch freely inside a set: one per kind, codec and language. */
    private static Iterable<List<Representation>> adaptationSets(List<Representation> all) {
        Map<List<String>, List<Representation>> sets = new LinkedHashMap<>();
        for (Representation one : all) {
            Rendition r = one.rendition();
            String codec = r.codecs().split("\\.", 2)[0];
            List<String> key = List.of(r.kind().name(), codec, r.knownLanguage().orElse(""));
            sets.computeIfAbsent(key, k -> new ArrayList<>()).add(one);
        }
        return sets.values();
    }

    private static void adaptationSet(StringBuilder xml, int id, List<Representation> set) {
        Rendition first = set.getFirst().rendition();
        String type = switch (first.kind()) {
            case VIDEO -> "video";
            case AUDIO -> "audio";
        };
        xml.append("    <AdaptationSet id=\"")
                .append(id)
                .append("\" contentType=\"")
                .append(type);
        xml.append("\" mimeType=\"").append(type).append("/mp4\"");
        first.knownLanguage()
                .ifPresent(tag -> xml.append(" lang=\"").append(tag).append('"'));
        xml.append(" segmentAlignment=\"true\" startWithSAP=\"1\">\n");
        boolean shared =
                set.stream().allMatch(r -> r.timeline().equals(set.getFirst().timeline()));
        if (shared) {
            xml.append(set.getFirst().timeline());
        }
        for (Representation one : set) {
            representation(xml, one, !shared);
        }
        xml.append("    </AdaptationSet>\n");
    }

    private static void representation(StringBuilder xml, Representation one, boolean ownTimeline) {
        Rendition r = one.rendition();
        xml.append("      <Representation id=\"").append(escape(r.id()));
        xml.append("\" codecs=\"").append(escape(r.codecs()));
        xml.append("\" bandwidth=\"").append(BitRate.of(one.segments()).peak());
        switch (r.kind()) {
            case VIDEO -> {
                xml.append("\" width=\"")
                        .append(r.width())
                        .append("\" height=\"")
                        .append(r.height());
                if (r.frameRate() > 0) {
                    xml.append("\" frameRate=\"").append(frameRate(r.frameRate()));
                }
                xml.append("\">\n");
            }
            case AUDIO ->
                xml.append("\" audioSamplingRate=\"")
                        .append(r.sampleRate())
                        .append("\">\n        <AudioChannelConfiguration schemeIdUri=")
                        .append("\"urn:mpeg:dash:23003:3:audio_channel_configuration:2011\" value=\"")
                        .append(r.channels())
                        .append("\"/>\n");
        }
        if (ownTimeline) {
            xml.append(one.timeline());
        }
        xml.append("      </Representation>\n");
    }

    private static String timeline(SegmentTable segments) {
        StringBuilder xml = new StringBuilder("      <SegmentTemplate timescale=\"").append(segments.timescale());
        xml.append("\" startNumber=\"0\" initialization=\"$RepresentationID$/init.mp4\"");
        xml.append(" media=\"$RepresentationID$/$Number$.m4s\">\n        <SegmentTimeline>\n");
        for (int number = 0; number < segments.size(); ) {
            int next = number + 1;
            while (next < segments.size() && segments.duration(next) == segments.duration(number)) {
                next++;
            }
            xml.append("          <S t=\"").append(segments.start(number));
            xml.append("\" d=\"").append(segments.duration(number));
            if (next > number + 1) {
                xml.append("\" r=\"").append(next - number - 1);
            }
            xml.append("\"/>\n");
            number = next;
        }
        return xml.append("        </SegmentTimeline>\n      </SegmentTemplate>\n")
                .toString();
    }

    /** DASH knows whole numbers and fractions only; broadcast rates are n·1000/1001. */
    static String frameRate(double rate) {
        if (rate > 0.5 && Math.abs(rate - Math.rint(rate)) < 5e-4) {
            return Long.toString(Math.round(rate));
        }
        double film = rate * 1.001;
        if (rate > 0.5 && Math.abs(film - Math.rint(film)) < 5e-4) {
            return Math.round(film) * 1000 + "/1001";
        }
        return Math.max(1, Math.round(rate * 1000)) + "/1000";
    }

    private static BigDecimal longest(List<Representation> all) {
        BigDecimal longest = BigDecimal.ZERO;
        for (Representation one : all) {
            longest = longest.max(BigDecimal.valueOf(one.segments().totalTicks())
                    .divide(BigDecimal.valueOf(one.segments().timescale()), 6, RoundingMode.HALF_UP));
        }
        return longest;
    }

    private static String duration(BigDecimal seconds) {
        return "PT"
                + (seconds.signum() == 0 ? "0" : seconds.stripTrailingZeros().toPlainString()) + "S";
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
