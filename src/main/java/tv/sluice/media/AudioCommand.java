package tv.sluice.media;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The arguments of the ffmpeg that encodes the sound of a source: AAC-LC from presentation zero on, with silence where the source
 * has none and without what lies before.
 */
final class AudioCommand {
    private static final int USUAL_RATE = 48_000;
    private static final int CD_RATE = 44_100;

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

    List<String> arguments(List<String> input, Path output) {
        List<String> arguments = new ArrayList<>(List.of("-max_error_rate", "1"));
        if (keepsTimes()) {
            arguments.add("-copyts");
        }
        arguments.addAll(input);
        arguments.addAll(List.of("-map", "0:" + request.track().index(), "-af", filters()));
        arguments.addAll(List.of("-ac", Integer.toString(channels()), "-ar", Integer.toString(sampleRate())));
        arguments.addAll(List.of("-c:a", "aac", "-profile:a", "aac_low", "-b:a", Integer.toString(request.bitRate())));
        arguments.addAll(List.of("-map_metadata", "-1", "-map_chapters", "-1"));
        // The edit list that tells the encoder's delay is only known once the first samples are.
        arguments.addAll(
                List.of("-movflags", "+delay_moov+default_base_moof", "-frag_duration", "4000000", "-f", "mp4"));
        arguments.add("file:" + output.toAbsolutePath());
        return arguments;
    }

    private boolean keepsTimes() {
        return request.timeline() != null && !request.timeline().regenerated();
    }

    private String filters() {
        Timeline timeline = request.timeline();
        String zero;
        if (timeline == null) {
            zero = "asetpts=PTS-STARTPTS";
        } else if (timeline.regenerated()) {
            zero = "anull";
        } else {
            Ratio base = timeline.timeBase();
            zero = "asetpts='PTS-round(" + timeline.zeroPts() + "*" + base.numerator() + "/" + base.denominator()
                    + "/TB)'";
        }
        return zero + ",aresample=" + sampleRate() + ":async=1:first_pts=0";
    }
}
