package tv.sluice.media;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The arguments of the ffmpegs that make thumbnails and the poster. */
final class PictureCommand {
    private static final double CLOSEST = 2;
    private static final int MOST = 200;
    private static final int THUMBNAIL_WIDTH = 320;
    private static final int THUMBNAIL_HEIGHT = 568;
    private static final int POSTER_WIDTH = 1280;
    private static final int POSTER_HEIGHT = 1280;

    /** Pixels. */
    record Size(int width, int height) {
        /** The largest even size of this shape within bounds; never enlarges. */
        static Size within(VideoTrack track, int width, int height) {
            double scale = Math.min(1, Math.min((double) width / track.width(), (double) height / track.height()));
            return new Size(even(track.width() * scale), even(track.height() * scale));
        }

        private static int even(double length) {
            return Math.max(2, (int) Math.round(length / 2) * 2);
        }
    }

    private final ArtworkRequest request;

    PictureCommand(ArtworkRequest request) {
        this.request = request;
    }

    /** Seconds between thumbnails. */
    double interval() {
        return Math.max(CLOSEST, request.duration() / MOST);
    }

    Size thumbnailSize() {
        return Size.within(request.track(), THUMBNAIL_WIDTH, THUMBNAIL_HEIGHT);
    }

    Size posterSize() {
        return Size.within(request.track(), POSTER_WIDTH, POSTER_HEIGHT);
    }

    /** One picture for each interval, in files named by the millisecond that they show. */
    List<String> thumbnails(List<String> input, Path folder, boolean keyframesOnly) {
        List<String> arguments = opening();
        if (keyframesOnly) {
            arguments.addAll(List.of(
                    "-skip_frame", "nokey", "-discard:" + request.track().index(), "nokey"));
        }
        arguments.addAll(input);
        String every = seconds(interval());
        String number = "floor((t+0.0005)/" + every + ")";
        String previous = "floor((prev_selected_t+0.0005)/" + every + ")";
        String select = "select='gte(t,0)*(isnan(prev_selected_t)+gt(" + number + "," + previous + "))'";
        arguments.addAll(List.of("-map", "0:" + request.track().index()));
        arguments.addAll(List.of("-vf", fromZero() + end() + "," + select + "," + scale(thumbnailSize())));
        arguments.addAll(List.of("-frames:v", Integer.toString(MOST + 50), "-frame_pts", "1", "-q:v", "4"));
        arguments.addAll(encoding());
        arguments.add("file:" + folder.toAbsolutePath().resolve("%d.jpg"));
        return arguments;
    }

    /** The first picture from a second on, read from some second before; null reads from the start. */
    List<String> poster(List<String> input, @Nullable Double start, double at, Path file) {
        List<String> arguments = opening();
        if (start != null) {
            double zero = request.timeline().regenerated()
                    ? 0
                    : request.timeline().zeroPts()
                            * request.timeline().timeBase().value();
            if (!request.timeline().regenerated()) {
                arguments.addAll(List.of("-seek_timestamp", "1"));
            }
            arguments.addAll(List.of("-noaccurate_seek", "-ss", seconds(zero + start)));
        }
        arguments.addAll(input);
        arguments.addAll(List.of("-map", "0:" + request.track().index()));
        String select = request.timeline().regenerated() ? "null" : "select='gte(t+0.0015," + seconds(at) + ")'";
        arguments.addAll(List.of("-vf", fromZero() + "," + select + "," + scale(posterSize())));
        arguments.addAll(List.of("-frames:v", "1", "-update", "1", "-q:v", "3"));
        arguments.addAll(encoding());
        arguments.add("file:" + file.toAbsolutePath());
        return arguments;
    }

    private List<String> opening() {
        List<String> arguments = new ArrayList<>(List.of("-max_error_rate", "1", "-reinit_filter", "0"));
        if (!request.timeline().regenerated()) {
            arguments.add("-copyts");
        }
        return arguments;
    }

    private static List<String> encoding() {
        return List.of("-fps_mode", "passthrough", "-enc_time_base", "1:1000", "-c:v", "mjpeg", "-f", "image2");
    }

    private String fromZero() {
        Timeline timeline = request.timeline();
        String shift = timeline.regenerated()
                ? ""
                : ",settb=" + timeline.timeBase() + ",setpts='PTS-(" + timeline.zeroPts() + ")'";
        return "sidedata=mode=delete" + shift + ",settb=1/1000";
    }

    /** Ends reading where a trial ends. */
    private String end() {
        return request.trial() ? ",trim=end=" + seconds(request.duration()) : "";
    }

    private String scale(Size size) {
        return "scale=w=" + size.width() + ":h=" + size.height()
                + ":flags=area:out_color_matrix=bt601:out_range=pc,format=yuvj420p"
                + (request.trial() ? "," + Watermark.filters(size.width(), size.height()) : "")
                + ",setsar=1";
    }

    private static String seconds(double value) {
        return String.format(Locale.ROOT, "%.6f", value);
    }
}
