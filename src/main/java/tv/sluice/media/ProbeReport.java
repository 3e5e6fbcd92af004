package tv.sluice.media;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.process.ProcessOutcome;

/** ffprobe's description of a file, and the judgement whether it is one for us. */
final class ProbeReport {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Ratio USUAL_RATE = new Ratio(30, 1);
    private static final Ratio SQUARE = new Ratio(1, 1);
    private static final Ratio MILLISECOND = new Ratio(1, 1000);
    private static final double MOST_STRETCH = 8;
    private static final double FASTEST = 1000;
    private static final Set<String> PROGRESSIVE = Set.of("", "progressive", "unknown");
    /** Their length is an estimate, and may be far off. */
    private static final Set<String> ESTIMATED = Set.of("mpegts", "mpeg");

    /** What FFmpeg does not even want to think about it gives no size. */
    private static final Pattern REFUSED_SIZE = Pattern.compile("Picture size (\\d{1,9})x(\\d{1,9}) is invalid");

    private static final Map<String, String> CONTAINERS =
            Map.of("mov,mp4,m4a,3gp,3g2,mj2", "mp4", "matroska,webm", "matroska");

    private final MediaConfig config;
    private final JsonNode report;
    private final String complaints;
    private final long size;

    ProbeReport(MediaConfig config, ProcessOutcome outcome, long size) throws MediaException {
        this.config = config;
        this.size = size;
        this.complaints = outcome.errors();
        try {
            this.report = JSON.readTree(outcome.output());
        } catch (JsonProcessingException e) {
            throw new MediaException(
                    MediaFault.SOURCE_DAMAGED, "The file describes itself in a way that makes no sense.", e);
        }
    }

    SourceInfo toSourceInfo() throws MediaException {
        String format = report.path("format").path("format_name").asText();
        String container = CONTAINERS.getOrDefault(format, format);
        double duration = Math.max(0, report.path("format").path("duration").asDouble(0));
        VideoTrack video = video();
        AudioTrack audio = audio();
        if (video == null && audio == null) {
            throw new MediaException(MediaFault.SOURCE_NO_TRACKS, "The file has neither a picture nor sound.");
        }
        if (duration * 1000 > config.maxDuration().toMillis() && !ESTIMATED.contains(container)) {
            throw tooLong(config.maxDuration());
        }
        return new SourceInfo(container, size, duration, video, audio);
    }

    Ratio timeBase(int index) {
        for (JsonNode stream : report.path("streams")) {
            if (stream.path("index").asInt(-1) == index) {
                return Ratio.parse(stream.path("time_base").asText(), MILLISECOND);
            }
        }
        return MILLISECOND;
    }

    static MediaException tooLong(Duration most) {
        return new MediaException(
                MediaFault.SOURCE_TOO_LONG, "The file is longer than the " + most.toMinutes() + " minutes allowed.");
    }

    private @Nullable VideoTrack video() throws MediaException {
        JsonNode stream = pick(
                "video",
                s -> Codecs.canDecodeVideo(s.path("codec_name").asText()) && !isPicture(s.path("disposition")),
                s -> !isPicture(s.path("disposition")));
        return stream == null ? null : video(stream);
    }

    private VideoTrack video(JsonNode stream) throws MediaException {
        int width = stream.path("width").asInt();
        int height = stream.path("height").asInt();
        if (width <= 0 || height <= 0) {
            Matcher refused = REFUSED_SIZE.matcher(complaints);
            if (refused.find()) {
                checkSize(Integer.parseInt(refused.group(1)), Integer.parseInt(refused.group(2)));
            }
            throw new MediaException(
                    MediaFault.SOURCE_DAMAGED,
                    "The file announces a picture, but nothing in it tells the picture's size.");
        }
        checkSize(width, height);
        double stretch =
                Ratio.parse(stream.path("sample_aspect_ratio").asText(), SQUARE).value();
        if (stretch > MOST_STRETCH || stretch < 1 / MOST_STRETCH) {
            stretch = 1;
        }
        int rotation = rotation(stream);
        int displayed = (int) Math.max(1, Math.round(width * stretch));
        boolean turned = rotation % 180 != 0;
        return new VideoTrack(
                stream.path("index").asInt(),
                stream.path("codec_name").asText(),
                turned ? height : displayed,
                turned ? displayed : height,
                rotation,
                frameRate(stream),
                Ratio.parse(stream.path("time_base").asText(), MILLISECOND),
                !PROGRESSIVE.contains(stream.path("field_order").asText("")),
                stream.path("pix_fmt").asText("unknown"),
                text(stream.path("color_space")));
    }

    private void checkSize(int width, int height) throws MediaException {
        String given = "The picture has " + width + " × " + height + " pixels; ";
        if (width < config.minSide() || height < config.minSide()) {
            throw new MediaException(
                    MediaFault.SOURCE_TOO_SMALL_PICTURE,
                    given + "it needs at least " + config.minSide() + " on each side.");
        }
        if (width > config.maxSide() || height > config.maxSide() || (long) width * height > config.maxPixels()) {
            throw new MediaException(
                    MediaFault.SOURCE_TOO_LARGE_PICTURE,
                    given + "at most " + config.maxSide() + " on each side and " + config.maxPixels() / 1_000_000
                            + " million in all are allowed.");
        }
    }

    private @Nullable AudioTrack audio() throws MediaException {
        JsonNode stream = pick(
                "audio",
                s -> Codecs.canDecodeAudio(s.path("codec_name").asText())
                        && s.path("channels").asInt() > 0,
                s -> true);
        return stream == null
                ? null
                : new AudioTrack(
                        stream.path("index").asInt(),
                        stream.path("codec_name").asText(),
                        stream.path("channels").asInt(),
                        Math.max(1, stream.path("sample_rate").asInt()),
                        text(stream.path("tags").path("language")));
    }

    /** The best stream of a type that fits: the default one, else the first. Fails if there are candidates but none fits. */
    private @Nullable JsonNode pick(String type, Predicate<JsonNode> fits, Predicate<JsonNode> candidate)
            throws MediaException {
        JsonNode best = null;
        String refused = null;
        for (JsonNode stream : report.path("streams")) {
            if (!stream.path("codec_type").asText().equals(type) || !candidate.test(stream)) {
                continue;
            }
            if (!fits.test(stream)) {
                refused = stream.path("codec_name")
                        .asText(stream.path("codec_tag_string").asText("unknown"));
            } else if (best == null || isDefault(stream) && !isDefault(best)) {
                best = stream;
            }
        }
        if (best == null && refused != null) {
            throw new MediaException(
                    MediaFault.SOURCE_UNSUPPORTED_CODEC,
                    (type.equals("video") ? "The picture" : "The sound") + " is encoded as " + refused
                            + ", which cannot be decoded here.");
        }
        return best;
    }

    private static boolean isDefault(JsonNode stream) {
        return stream.path("disposition").path("default").asInt() == 1;
    }

    private static boolean isPicture(JsonNode disposition) {
        return disposition.path("attached_pic").asInt() == 1
                || disposition.path("still_image").asInt() == 1
                || disposition.path("timed_thumbnails").asInt() == 1;
    }

    /** Clockwise; FFmpeg tells counter-clockwise degrees. Odd angles are left alone. */
    private static int rotation(JsonNode stream) {
        for (JsonNode data : stream.path("side_data_list")) {
            if (data.has("rotation")) {
                int clockwise =
                        Math.floorMod(-(int) Math.round(data.path("rotation").asDouble()), 360);
                return clockwise % 90 == 0 ? clockwise : 0;
            }
        }
        return 0;
    }

    private static Ratio frameRate(JsonNode stream) {
        Ratio told = Ratio.parse(stream.path("r_frame_rate").asText(), USUAL_RATE);
        Ratio average = Ratio.parse(stream.path("avg_frame_rate").asText(), told);
        return average.value() > FASTEST || average.value() < 1 / FASTEST ? USUAL_RATE : average;
    }

    private static @Nullable String text(JsonNode node) {
        String text = node.asText("");
        return text.isEmpty() || text.equals("unknown") ? null : text;
    }
}
