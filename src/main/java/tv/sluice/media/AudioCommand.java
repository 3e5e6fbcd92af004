package tv.sluice.media;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The arguments of the ffmpeg that encodes the sound of a source: AAC-LC from presentation zero on, with silence where the source
 * has none and without what lies before.
 */
final class AudioCommand {
    /** FFmpeg's complaint if channels or sample rate change on the way. */
    static final String FORMAT_CHANGES = "Changing audio frame properties";

    private static final int USUAL_RATE = 48_000;
    private static final int CD_RATE = 44_100;
    private static final int SAMPLE_BYTES = 2;

    private final AudioRequest request;

    AudioCommand(AudioRequest request) {
        this.request = request;
    }

    int sampleRate() {
        return request.track().sampleRate() == CD_RATE ? CD_RATE : USUAL_RATE;
    }

    private int channels() {
        return request.track().channels() == 1 ? 1 : 2;
    }

    /** Bytes that {@link #decode} writes for each second. */
    int decodedBytesPerSecond() {
        return sampleRate() * channels() * SAMPLE_BYTES;
    }

    /** Decodes and encodes at once; fails with {@link #FORMAT_CHANGES} where that cannot be done. */
    List<String> encode(List<String> input, Path output) {
        List<String> arguments = opening("0", input);
        arguments.addAll(List.of("-af", fromZero() + "," + continuous()));
        arguments.addAll(encoding(output));
        return arguments;
    }

    /** Decodes to a file of one format, with the source's times, for {@link #encodeDecoded}. */
    List<String> decode(List<String> input, Path output) {
        // A new chain of filters for each format, which therefore must not remember anything.
        List<String> arguments = opening("1", input);
        arguments.addAll(List.of("-af", fromZero() + ",atrim=start=0" + end() + ",aresample=" + sampleRate()));
        arguments.addAll(List.of("-ac", Integer.toString(channels()), "-ar", Integer.toString(sampleRate())));
        arguments.addAll(List.of("-c:a", "pcm_s16le", "-f", "nut", "file:" + output.toAbsolutePath()));
        return arguments;
    }

    /** Encodes what {@link #decode} has written. */
    List<String> encodeDecoded(Path decoded, Path output) {
        List<String> arguments = new ArrayList<>(List.of("-copyts", "-protocol_whitelist", "file"));
        arguments.addAll(List.of("-format_whitelist", "nut", "-i", "file:" + decoded.toAbsolutePath()));
        arguments.addAll(List.of("-map", "0:0", "-af", continuous()));
        arguments.addAll(encoding(output));
        return arguments;
    }

    private List<String> opening(String anewForEachFormat, List<String> input) {
        List<String> arguments = new ArrayList<>(List.of("-max_error_rate", "1", "-reinit_filter", anewForEachFormat));
        Timeline timeline = request.timeline();
        if (timeline != null && !timeline.regenerated()) {
            arguments.add("-copyts");
        }
        arguments.addAll(input);
        arguments.addAll(List.of("-map", "0:" + request.track().index()));
        return arguments;
    }

    private List<String> encoding(Path output) {
        List<String> arguments = new ArrayList<>();
        arguments.addAll(List.of("-ac", Integer.toString(channels()), "-ar", Integer.toString(sampleRate())));
        arguments.addAll(List.of("-c:a", "aac", "-profile:a", "aac_low", "-b:a", Integer.toString(request.bitRate())));
        arguments.addAll(List.of("-map_metadata", "-1", "-map_chapters", "-1"));
        // The edit list that tells the encoder's delay is only known once the first samples are.
        arguments.addAll(
                List.of("-movflags", "+delay_moov+default_base_moof", "-frag_duration", "4000000", "-f", "mp4"));
        arguments.add("file:" + output.toAbsolutePath());
        return arguments;
    }

    /** Shifts times so that the picture's first frame is zero. */
    private String fromZero() {
        Timeline timeline = request.timeline();
        if (timeline == null) {
            return "asetpts=PTS-STARTPTS";
        }
        if (timeline.regenerated()) {
            return "anull";
        }
        Ratio base = timeline.timeBase();
        return "asetpts='PTS-round(" + timeline.zeroPts() + "*" + base.numerator() + "/" + base.denominator() + "/TB)'";
    }

    /** Ends reading where a trial ends. */
    private String end() {
        return request.trial() ? String.format(Locale.ROOT, ":end=%.6f", request.duration()) : "";
    }

    /** Fills holes with silence, from zero on. */
    private String continuous() {
        return "aresample=" + sampleRate() + ":async=1:first_pts=0"
                + (request.trial() ? String.format(Locale.ROOT, ",atrim=end=%.6f", request.duration()) : "");
    }
}
