package tv.sluice.cmaf;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** A picture encoded the way a worker does it: chunk by chunk, each on its own, then rewritten and joined. */
final class ChunkedEncode {
    static final String PLAIN = "+frag_keyframe+empty_moov+default_base_moof";
    static final String CMAF = "+cmaf+frag_keyframe+delay_moov";

    final int timescale;
    /** Every frame of the source. */
    final List<Ffmpeg.Frame> source;
    /** The frames of the chunks as the encoder's own files give them, times aside. */
    final List<String> encoded = new ArrayList<>();

    final List<RewrittenTrack> tracks = new ArrayList<>();
    /** Initialisation segment and all segments. */
    final Path joined;

    /** Encodes a filter graph in chunks of two segments; segments are a second long. */
    ChunkedEncode(Path folder, String graph, int timescale, int frames, String name, String... encoder)
            throws IOException {
        this.timescale = timescale;
        this.joined = folder.resolve(name + ".mp4");
        this.source = Ffmpeg.frames(timescale, "-f", "lavfi", "-i", graph, "-frames:v", Integer.toString(frames));
        List<Integer> cuts = cuts();
        List<Path> segments = new ArrayList<>();
        for (int chunk = 0; 2 * chunk < cuts.size(); chunk++) {
            int first = cuts.get(2 * chunk);
            int end = 2 * chunk + 2 < cuts.size() ? cuts.get(2 * chunk + 2) : frames;
            Path file = folder.resolve(name + "-" + chunk + "-encoded.mp4");
            encode(graph, first, end, file, chunk % 2 == 0 ? CMAF : PLAIN, encoder);
            Ffmpeg.frames(timescale, "-i", file.toString()).forEach(f -> encoded.add(f.md5()));
            Path out = folder.resolve(name + "-" + chunk + ".m4s");
            OptionalLong stop = end < frames ? OptionalLong.of(source.get(end).pts()) : OptionalLong.empty();
            tracks.add(rewrite(
                    file,
                    out,
                    new CutOrder(
                            new CutPoints.Grid(timescale),
                            new Placement.StartAt(source.get(first).pts()),
                            stop,
                            2 * chunk,
                            OptionalInt.empty())));
            segments.add(out);
        }
        Files.write(joined, tracks.getFirst().init().bytes());
        for (Path segment : segments) {
            Files.write(joined, Files.readAllBytes(segment), StandardOpenOption.APPEND);
        }
    }

    static RewrittenTrack rewrite(Path from, Path to, CutOrder order) throws IOException {
        try (FileChannel in = FileChannel.open(from);
                FileChannel out = FileChannel.open(
                        to,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            return FragmentRewriter.rewrite(in, out, order);
        }
    }

    /** The first frame at or after each second. */
    List<Integer> cuts() {
        List<Integer> cuts = new ArrayList<>();
        long next = 0;
        for (int i = 0; i < source.size(); i++) {
            if (source.get(i).pts() >= next) {
                cuts.add(i);
                next = (source.get(i).pts() / timescale + 1) * timescale;
            }
        }
        return cuts;
    }

    private void encode(String graph, int first, int end, Path file, String flags, String... encoder) {
        long origin = source.get(first).pts();
        String keyframes = cuts().stream()
                .filter(cut -> cut >= first && cut < end)
                .map(cut -> Double.toString(Math.max(0, source.get(cut).pts() - origin - 0.25) / timescale))
                .collect(Collectors.joining(","));
        List<String> arguments = new ArrayList<>(List.of("-f", "lavfi", "-i", graph));
        arguments.addAll(List.of("-vf", "trim=start_frame=" + first + ":end_frame=" + end + ",setpts=PTS-STARTPTS"));
        arguments.addAll(List.of("-fps_mode", "passthrough", "-enc_time_base", "1/" + timescale));
        arguments.addAll(List.of("-video_track_timescale", Integer.toString(timescale)));
        arguments.addAll(List.of("-c:v", "libx264", "-preset", "veryfast", "-force_key_frames", keyframes));
        arguments.addAll(List.of(encoder));
        arguments.addAll(List.of("-movflags", flags, file.toString()));
        Ffmpeg.run(arguments);
    }
}
