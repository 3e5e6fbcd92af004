package tv.sluice.transcode;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;
import tv.sluice.media.Artwork;
import tv.sluice.media.ArtworkRequest;
import tv.sluice.media.AudioRequest;
import tv.sluice.media.ChunkPlan;
import tv.sluice.media.Encoder;
import tv.sluice.media.FrameIndex;
import tv.sluice.media.MediaException;
import tv.sluice.media.MediaProbe;
import tv.sluice.media.SourceInfo;
import tv.sluice.media.VideoRequest;
import tv.sluice.platform.storage.Storage;

/** Does what a task says, with FFmpeg. Blocks until it is done; an interrupt ends it. */
@ApplicationScoped
class TaskRunner {
    private final Storage storage;
    private final MediaProbe probe;
    private final Encoder encoder;
    private final Artwork artwork;

    TaskRunner(Storage storage, MediaProbe probe, Encoder encoder, Artwork artwork) {
        this.storage = storage;
        this.probe = probe;
        this.encoder = encoder;
        this.artwork = artwork;
    }

    /**
     * Runs one attempt.
     *
     * @param output storage folder that this run alone writes to
     * @param progress takes 0 to 1, on any thread
     */
    TaskResult run(TaskMessage message, String output, DoubleConsumer progress)
            throws MediaException, InterruptedException {
        String source = message.sourceKey();
        return switch (message.spec()) {
            case TaskSpec.Probe task -> probe(storage.path(source), task);
            case TaskSpec.Audio task ->
                new TaskResult.AudioEncoded(encoder.encodeAudio(
                        new AudioRequest(
                                source,
                                task.track(),
                                task.timeline(),
                                task.duration(),
                                task.segment(),
                                task.renditionId(),
                                task.bitRate(),
                                task.trial(),
                                output),
                        progress));
            case TaskSpec.VideoChunk task ->
                new TaskResult.ChunkEncoded(encoder.encodeChunk(
                        new VideoRequest(
                                source,
                                task.track(),
                                task.timeline(),
                                task.chunk(),
                                task.segment(),
                                task.rungs(),
                                task.trial(),
                                output),
                        progress));
            case TaskSpec.Artwork task ->
                new TaskResult.ArtworkMade(artwork.make(new ArtworkRequest(
                        source, task.track(), task.timeline(), task.duration(), task.trial(), output)));
        };
    }

    private TaskResult probe(Path source, TaskSpec.Probe task) throws MediaException, InterruptedException {
        SourceInfo info = probe.probe(source);
        @Nullable ChunkPlan plan = null;
        if (info.video() != null) {
            FrameIndex frames = probe.frames(source, info);
            plan = ChunkPlan.of(frames, info, task.segment(), task.segmentsPerChunk(), task.most());
        }
        return new TaskResult.Probed(info, plan);
    }
}
