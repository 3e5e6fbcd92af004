package tv.sluice.transcode;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tv.sluice.cmaf.ChunkObject;
import tv.sluice.cmaf.ObjectRegion;
import tv.sluice.cmaf.PicturePack;
import tv.sluice.cmaf.Rendition;
import tv.sluice.cmaf.TrackFormat;
import tv.sluice.media.AudioTrack;
import tv.sluice.media.ChunkPlan;
import tv.sluice.media.ChunkSpan;
import tv.sluice.media.EncodedRendition;
import tv.sluice.media.Ratio;
import tv.sluice.media.SourceInfo;
import tv.sluice.media.Timeline;
import tv.sluice.media.VideoTrack;

/** Sources, plans, tasks and results to test with: 25 frames a second, chunks of 28 seconds. */
final class Specimens {
    static final Instant START = Instant.parse("2026-11-22T04:00:00Z");
    static final String TENANT = "ten_00000000000000000000000000";
    static final String VIDEO = "vid_01jd8wq2k3m4n5p6q7r8s9t0vw";
    static final String JOB = "job_01jd8wq2k3m4n5p6q7r8s9t0vx";
    static final String SUFFIX = "t0vx";
    static final LifecycleRules RULES = new LifecycleRules(
            Duration.ofSeconds(15), 4, Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofSeconds(1));

    static final VideoTrack PICTURE =
            new VideoTrack(0, "h264", 1280, 720, 0, new Ratio(25, 1), new Ratio(1, 12800), false, "yuv420p", "bt709");
    static final AudioTrack SOUND = new AudioTrack(1, "aac", 2, 48000, "eng");
    static final Timeline TIMELINE = new Timeline(0, new Ratio(1, 12800), 12800, new Ratio(25, 1), 1, false);

    private Specimens() {}

    static SourceInfo source(@Nullable VideoTrack video, @Nullable AudioTrack audio, double duration) {
        return new SourceInfo("mp4", 1_000_000, duration, video, audio);
    }

    /** A source with picture and sound, so many chunks long. */
    static TaskResult.Probed probed(int chunks) {
        return new TaskResult.Probed(source(PICTURE, SOUND, chunks * 28), plan(chunks));
    }

    static ChunkPlan plan(int chunks) {
        List<ChunkSpan> spans = new ArrayList<>();
        for (int i = 0; i < chunks; i++) {
            List<Long> segments = new ArrayList<>();
            for (int s = 0; s < 7; s++) {
                segments.add((i * 28L + s * 4L) * 12800);
            }
            long start = segments.getFirst();
            Long seek = i == 0 ? null : Long.valueOf(start - 12800);
            spans.add(new ChunkSpan(i, i * 7, start, start + 28 * 12800, seek, 700, segments));
        }
        return new ChunkPlan(TIMELINE, chunks * 28.0, spans);
    }

    /** The id of the task at a position of the job. */
    static String taskId(int position) {
        return "tsk_01jd8wq2k3m4n5p6q7r8s9%04d".formatted(position);
    }

    static TaskIdentity identity(String taskId, int attempt) {
        return new TaskIdentity("req-1", TENANT, VIDEO, JOB, taskId, attempt, null);
    }

    static TaskSnapshot task(int position, TaskKind kind, int ordinal) {
        return new TaskSnapshot(
                taskId(position), kind, ordinal, TaskState.PENDING, 1, 0, 0, 10, null, null, START, null);
    }

    static JobSnapshot job(TaskSnapshot... tasks) {
        return new JobSnapshot(JOB, JobState.PENDING, 0, null, START, List.of(tasks));
    }

    static TaskSnapshot in(TaskState state, TaskSnapshot task) {
        return new TaskSnapshot(
                task.id(),
                task.kind(),
                task.ordinal(),
                state,
                task.attempt(),
                task.failures(),
                task.progress(),
                task.weight(),
                task.worker(),
                task.output(),
                task.dueAt(),
                task.fault());
    }

    static EncodedRendition encoded(String rendition, Rendition.Kind kind, String output, String init) {
        boolean picture = kind == Rendition.Kind.VIDEO;
        TrackFormat format = picture
                ? new TrackFormat(kind, "avc1.64001f", 12800, 1280, 720, 0, 0, "und", 0)
                : new TrackFormat(kind, "mp4a.40.2", 48000, 0, 0, 2, 48000, "eng", 1024);
        String key = output + "/" + rendition + ".m4s";
        ChunkObject chunk = new ChunkObject(
                key, 800, List.of(1000, 2000), List.of(4L * format.timescale(), 4L * format.timescale()));
        return new EncodedRendition(rendition, format, new ObjectRegion(key, 0, 800), sha256(init), chunk);
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a task of this kind brings, made in this folder. */
    static TaskResult result(TaskKind kind, String output, List<String> rungs, int chunks) {
        return switch (kind) {
            case PROBE -> probed(chunks);
            case AUDIO -> new TaskResult.AudioEncoded(encoded("a1-" + SUFFIX, Rendition.Kind.AUDIO, output, "aa"));
            case VIDEO_CHUNK ->
                new TaskResult.ChunkEncoded(rungs.stream()
                        .map(id -> encoded(id, Rendition.Kind.VIDEO, output, id))
                        .toList());
            case ARTWORK ->
                new TaskResult.ArtworkMade(new PicturePack(
                        output + "/pictures.bin",
                        new ObjectRegion(output + "/pictures.bin", 0, 100),
                        1280,
                        720,
                        160,
                        90,
                        List.of(new PicturePack.Thumbnail(0, 100, 10))));
        };
    }
}
