package tv.sluice.transcode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tv.sluice.media.AudioTrack;
import tv.sluice.media.ChunkPlan;
import tv.sluice.media.ChunkSpan;
import tv.sluice.media.SourceInfo;
import tv.sluice.media.VideoRung;
import tv.sluice.media.VideoTrack;

/** Turns what the probe found into renditions and tasks. */
final class Planner {
    /** Nominal duration of a segment: the distance of the keyframes at which players switch quality. */
    static final Duration SEGMENT = Duration.ofSeconds(4);

    /** Segments in one object, and so in one task. */
    static final int SEGMENTS_PER_CHUNK = 7;

    private static final double MILLIS = 1_000;
    private static final int SUFFIX = 4;
    private static final int AUDIO_BIT_RATE_PER_CHANNEL = 64_000;
    private static final int MOST_CHANNELS = 2;

    /** Measured with x264's preset veryfast on one core: millions of pixels encoded, and decoded, per second. */
    private static final double ENCODED_MEGAPIXELS = 28;

    private static final double DECODED_MEGAPIXELS = 250;
    private static final double AUDIO_COST = 0.012;
    private static final double ARTWORK_COST = 2;

    private Planner() {}

    /** The first task of every job. @param most as much of a source as is encoded; null if all of it is */
    static PlannedTask first(@Nullable Duration most) {
        return new PlannedTask(new TaskSpec.Probe(SEGMENT, SEGMENTS_PER_CHUNK, most), 0, 0, 1);
    }

    /** What the job makes of the whole source. */
    static Plan plan(String jobId, TaskResult.Probed probed) {
        return plan(jobId, probed, null);
    }

    /** What the job makes of the source. @param most as much of it as is encoded; null if all of it is */
    static Plan plan(String jobId, TaskResult.Probed probed, @Nullable Duration most) {
        SourceInfo source = probed.source();
        VideoTrack video = source.video();
        ChunkPlan chunks = probed.plan();
        String suffix = jobId.substring(jobId.length() - SUFFIX);
        String audio = source.audio() == null ? null : "a1-" + suffix;
        if (video == null || chunks == null) {
            return new Plan(source, within(most, source.duration()), null, List.of(), audio, most != null);
        }
        double frameRate = chunks.timeline().frameRate().value();
        List<VideoRung> rungs = Ladder.rungs(video.width(), video.height(), frameRate, suffix);
        return new Plan(source, chunks.duration(), chunks.timeline(), rungs, audio, most != null);
    }

    private static double within(@Nullable Duration most, double seconds) {
        return most == null ? seconds : Math.min(seconds, most.toMillis() / MILLIS);
    }

    /** The tasks of the plan, in the order in which they bring the video to its viewers soonest. */
    static List<PlannedTask> tasks(Plan plan, TaskResult.Probed probed) {
        List<TaskSpec> specs = new ArrayList<>();
        addAudio(specs, plan);
        VideoTrack video = probed.source().video();
        ChunkPlan chunks = probed.plan();
        if (video != null && chunks != null) {
            for (ChunkSpan chunk : chunks.chunks()) {
                specs.add(
                        new TaskSpec.VideoChunk(video, chunks.timeline(), chunk, SEGMENT, plan.rungs(), plan.trial()));
            }
            // The pictures are wanted early, but not before something can be played.
            int second = specs.size() - chunks.chunks().size() + 1;
            specs.add(second, new TaskSpec.Artwork(video, chunks.timeline(), plan.duration(), plan.trial()));
        }
        List<PlannedTask> tasks = new ArrayList<>(specs.size());
        for (TaskSpec spec : specs) {
            tasks.add(new PlannedTask(spec, ordinal(spec), tasks.size() + 1, weight(spec)));
        }
        return tasks;
    }

    private static void addAudio(List<TaskSpec> specs, Plan plan) {
        AudioTrack track = plan.source().audio();
        String rendition = plan.audioRendition();
        if (track != null && rendition != null) {
            int bitRate = Math.clamp(track.channels(), 1, MOST_CHANNELS) * AUDIO_BIT_RATE_PER_CHANNEL;
            specs.add(new TaskSpec.Audio(
                    track, plan.timeline(), plan.duration(), SEGMENT, rendition, bitRate, plan.trial()));
        }
    }

    private static int ordinal(TaskSpec spec) {
        return spec instanceof TaskSpec.VideoChunk chunk ? chunk.chunk().ordinal() : 0;
    }

    private static double weight(TaskSpec spec) {
        return switch (spec) {
            case TaskSpec.Probe probe -> 1;
            case TaskSpec.Audio audio -> 1 + audio.duration() * AUDIO_COST;
            case TaskSpec.Artwork artwork -> ARTWORK_COST;
            case TaskSpec.VideoChunk chunk -> weight(chunk);
        };
    }

    private static double weight(TaskSpec.VideoChunk task) {
        ChunkSpan chunk = task.chunk();
        double seconds =
                (chunk.endPts() - chunk.startPts()) * task.timeline().timeBase().value();
        double frames = seconds * task.timeline().frameRate().value();
        long encoded = task.rungs().stream()
                .mapToLong(r -> (long) r.width() * r.height())
                .sum();
        long decoded = (long) task.track().width() * task.track().height();
        double perFrame = encoded / ENCODED_MEGAPIXELS + decoded / DECODED_MEGAPIXELS;
        return Math.max(0.1, frames * perFrame / 1_000_000);
    }
}
