package tv.sluice.media;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of the one ffmpeg that encodes a chunk: it decodes from a keyframe before the chunk, lets through exactly the
 * chunk's frames by their own times, and encodes them to each size with keyframes where segments start.
 */
final class VideoCommand {
    /** More than any segment has: keyframes are where we ask for them and nowhere else. */
    private static final String MOST_FRAMES_TO_A_KEYFRAME = "100000";

    private static final double MICROSECONDS = 1e6;

    private final VideoRequest request;
    private final int threads;

    VideoCommand(VideoRequest request, int threads) {
        this.request = request;
        this.threads = threads;
    }

    /** Where the encoder leaves a size. */
    static Path file(Path folder, VideoRung rung) {
        return folder.resolve(rung.renditionId() + ".mp4");
    }

    /** All arguments, for reading from this source time; null reads from the start. */
    List<String> arguments(List<String> input, @Nullable Long seekPts, Path folder) {
        List<String> arguments = new ArrayList<>(List.of("-max_error_rate", "1"));
        if (!request.timeline().regenerated()) {
            arguments.add("-copyts");
        }
        arguments.addAll(List.of("-reinit_filter", "0"));
        if (seekPts != null) {
            String seconds = seconds(seekPts * request.timeline().timeBase().value());
            arguments.addAll(List.of("-seek_timestamp", "1", "-noaccurate_seek", "-ss", seconds));
        }
        arguments.addAll(input);
        arguments.addAll(List.of("-filter_complex", graph()));
        for (int i = 0; i < request.rungs().size(); i++) {
            arguments.addAll(output(i, folder));
        }
        return arguments;
    }

    private String graph() {
        List<VideoRung> rungs = request.rungs();
        VideoRung largest = rungs.stream()
                .max(Comparator.comparingLong(r -> (long) r.width() * r.height()))
                .orElseThrow();
        StringBuilder graph =
                new StringBuilder("[0:").append(request.track().index()).append(']');
        graph.append(frames())
                .append(',')
                .append(scale(largest))
                .append(request.trial() ? "," + Watermark.filters(largest.width(), largest.height()) : "")
                .append(",split=")
                .append(rungs.size());
        for (int i = 0; i < rungs.size(); i++) {
            graph.append("[s").append(i).append(']');
        }
        for (int i = 0; i < rungs.size(); i++) {
            graph.append(";[s").append(i).append(']').append(scale(rungs.get(i)));
            graph.append(",setsar=1[o").append(i).append(']');
        }
        return graph.toString();
    }

    /** The chunk's frames, their times in output ticks from presentation zero. */
    private String frames() {
        List<String> filters = new ArrayList<>();
        Timeline timeline = request.timeline();
        ChunkSpan chunk = request.chunk();
        filters.add("sidedata=mode=delete");
        if (request.track().interlaced()) {
            filters.add("bwdif=mode=send_frame:deint=interlaced");
        }
        if (request.track().colorSpace() == null
                && request.track().pixelFormat().startsWith("yuv")) {
            filters.add("setparams=colorspace=" + (request.track().height() >= 720 ? "bt709" : "smpte170m"));
        }
        if (timeline.regenerated()) {
            filters.add("fps=fps=" + timeline.frameRate() + ":start_time=0");
            if (chunk.frames() > 0) {
                filters.add("trim=end_frame=" + chunk.frames());
            }
        } else {
            filters.add("settb=" + timeline.timeBase());
            filters.add("trim=start_pts=" + chunk.startPts() + ":end_pts=" + chunk.endPts());
            if (timeline.keepEvery() > 1) {
                filters.add("select='not(mod(n," + timeline.keepEvery() + "))'");
            }
            // Should the planned first frame not decode, the next one is shown from its time on.
            filters.add("setpts='if(eq(N,0)," + chunk.startPts() + ",PTS)-(" + timeline.zeroPts() + ")'");
        }
        filters.add("settb=1/" + timeline.timescale());
        filters.add("select='isnan(prev_selected_pts)+gt(pts,prev_selected_pts)'");
        return String.join(",", filters);
    }

    private static String scale(VideoRung rung) {
        return "scale=w=" + rung.width() + ":h=" + rung.height() + ":flags=bicubic:out_color_matrix=bt709:out_range=tv"
                + ",format=yuv420p,setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709";
    }

    private List<String> output(int number, Path folder) {
        VideoRung rung = request.rungs().get(number);
        Timeline timeline = request.timeline();
        List<String> arguments = new ArrayList<>(List.of("-map", "[o" + number + "]"));
        arguments.addAll(List.of("-fps_mode", "passthrough", "-enc_time_base", "1:" + timeline.timescale()));
        arguments.addAll(List.of("-c:v", "libx264", "-preset", "veryfast", "-profile:v", "high"));
        arguments.addAll(
                List.of("-level:v", H264Level.of(rung, timeline.frameRate().value())));
        arguments.addAll(List.of("-crf", Integer.toString(rung.crf())));
        arguments.addAll(List.of("-maxrate", Integer.toString(rung.maxBitRate())));
        arguments.addAll(List.of("-bufsize", Integer.toString(rung.bufferBits())));
        arguments.addAll(List.of("-threads:v", Integer.toString(threads)));
        arguments.addAll(List.of("-g", MOST_FRAMES_TO_A_KEYFRAME, "-sc_threshold", "0", "-forced-idr", "1"));
        arguments.addAll(List.of("-force_key_frames", keyframes()));
        // Headers that depend on nothing but the settings: chunks share one initialisation segment.
        arguments.addAll(List.of("-x264-params", "stitchable=1"));
        arguments.addAll(List.of("-video_track_timescale", Integer.toString(timeline.timescale())));
        arguments.addAll(List.of("-map_metadata", "-1", "-map_chapters", "-1"));
        arguments.addAll(List.of("-movflags", "+frag_keyframe+empty_moov+default_base_moof", "-f", "mp4"));
        arguments.add("file:" + file(folder, rung).toAbsolutePath());
        return arguments;
    }

    private String keyframes() {
        Timeline timeline = request.timeline();
        if (timeline.regenerated()) {
            Ratio rate = timeline.frameRate();
            return "expr:gte(n*" + rate.denominator() + ",n_forced*"
                    + request.segment().toSeconds() * rate.numerator() + ")";
        }
        return request.chunk().segmentStartPts().stream()
                .map(pts ->
                        seconds(Math.floor(timeline.ticks(pts) * MICROSECONDS / timeline.timescale()) / MICROSECONDS))
                .collect(Collectors.joining(","));
    }

    private static String seconds(double value) {
        return String.format(Locale.ROOT, "%.6f", value);
    }
}
