package tv.sluice.media;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.DoubleConsumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import tv.sluice.cmaf.CutOrder;
import tv.sluice.cmaf.CutPoints;
import tv.sluice.cmaf.Placement;
import tv.sluice.platform.process.ProcessOutcome;
import tv.sluice.platform.storage.Storage;

/**
 * Encodes pieces of a source to objects in storage that join without a seam. Blocks; a thread that is interrupted ends the work and
 * publishes nothing.
 */
@Singleton
public final class Encoder {
    private static final Logger LOG = Logger.getLogger(Encoder.class);
    /** How much earlier to start reading when the first frame was not found. */
    private static final double STEP_BACK = 10;

    private static final long SPARE_BYTES = 64L << 20;

    private final FfmpegTool tool;
    private final MediaConfig config;
    private final Storage storage;
    private final TrackPublisher publisher;

    @Inject
    Encoder(FfmpegTool tool, MediaConfig config, Storage storage) {
        this.tool = tool;
        this.config = config;
        this.storage = storage;
        this.publisher = new TrackPublisher(storage);
    }

    /**
     * Encodes one chunk to all sizes, in the order of the request's rungs.
     *
     * @param progress told the part that is done, 0 to 1, about twice a second; if it throws, the work ends
     */
    public List<EncodedRendition> encodeChunk(VideoRequest request, DoubleConsumer progress)
            throws MediaException, InterruptedException {
        try (WorkFolder folder = WorkFolder.in(config.work())) {
            encode(request, folder.path(), progress);
            List<EncodedRendition> renditions = new ArrayList<>();
            for (VideoRung rung : request.rungs()) {
                String key = request.outputPrefix() + "/" + rung.renditionId() + ".m4s";
                Path encoded = VideoCommand.file(folder.path(), rung);
                renditions.add(publisher.publish(encoded, rung.renditionId(), key, order(request)));
            }
            return renditions;
        } catch (IOException e) {
            throw TrackPublisher.notWritten(e);
        }
    }

    /** Encodes the whole sound of a source. */
    public EncodedRendition encodeAudio(AudioRequest request, DoubleConsumer progress)
            throws MediaException, InterruptedException {
        AudioCommand command = new AudioCommand(request);
        try (WorkFolder folder = WorkFolder.in(config.work())) {
            Path encoded = folder.path().resolve("audio.mp4");
            encode(request, command, encoded, progress);
            CutOrder order = new CutOrder(
                    new CutPoints.Grid(Math.multiplyExact(wholeSeconds(request.segment()), command.sampleRate())),
                    new Placement.StartAt(0),
                    OptionalLong.empty(),
                    0,
                    OptionalInt.empty());
            String key = request.outputPrefix() + "/" + request.renditionId() + ".m4s";
            return publisher.publish(encoded, request.renditionId(), key, order);
        } catch (IOException e) {
            throw TrackPublisher.notWritten(e);
        }
    }

    private void encode(AudioRequest request, AudioCommand command, Path encoded, DoubleConsumer progress)
            throws MediaException, InterruptedException {
        double seconds = request.duration();
        long bytes = (long) (seconds * request.bitRate() / 4) + SPARE_BYTES;
        FfmpegTool.Budget budget = tool.budget(seconds, bytes);
        List<String> input = tool.input(storage.path(request.sourceKey()));
        ProgressReport report = new ProgressReport(0, seconds, 0, progress);
        ProcessOutcome outcome = tool.run(command.encode(input, encoded), budget, report);
        if (!outcome.succeeded() && outcome.errors().contains(AudioCommand.FORMAT_CHANGES)) {
            Path decoded = encoded.resolveSibling("decoded.nut");
            long room = (long) (seconds * 2 * command.decodedBytesPerSecond()) + SPARE_BYTES;
            outcome = tool.run(command.decode(input, decoded), tool.budget(seconds, room), report);
            if (outcome.succeeded()) {
                outcome = tool.run(command.encodeDecoded(decoded, encoded), budget, report);
            }
        }
        if (!outcome.succeeded()) {
            throw Diagnosis.ofRun(outcome);
        }
    }

    /** Starts reading earlier, and at last from the beginning, for as long as frames are missing that the plan has. */
    private void encode(VideoRequest request, Path folder, DoubleConsumer progress)
            throws MediaException, InterruptedException {
        ChunkSpan chunk = request.chunk();
        long found = 0;
        for (Long seek : starts(request)) {
            long frames = encode(request, seek, folder, progress);
            if (frames >= Math.max(1, chunk.frames())) {
                return;
            }
            LOG.infof(
                    "Chunk %d of %s: %d of %d frames when read from %s",
                    chunk.ordinal(), request.sourceKey(), frames, chunk.frames(), seek);
            found = frames;
        }
        if (found == 0) {
            double at = request.timeline().seconds(chunk.startPts());
            throw new MediaException(
                    MediaFault.SOURCE_DAMAGED,
                    String.format(Locale.ROOT, "Nothing can be decoded from second %.0f on.", at));
        }
    }

    private static List<@Nullable Long> starts(VideoRequest request) {
        List<@Nullable Long> starts = new ArrayList<>();
        Long seek = request.chunk().seekPts();
        if (seek != null) {
            starts.add(seek);
            starts.add(seek - (long) (STEP_BACK / request.timeline().timeBase().value()));
        }
        starts.add(null);
        return starts;
    }

    private long encode(VideoRequest request, @Nullable Long seek, Path folder, DoubleConsumer progress)
            throws MediaException, InterruptedException {
        Timeline timeline = request.timeline();
        double start = timeline.seconds(request.chunk().startPts());
        double seconds = timeline.seconds(request.chunk().endPts()) - start;
        int most =
                request.rungs().stream().mapToInt(VideoRung::maxBitRate).max().orElseThrow();
        List<String> arguments = new VideoCommand(request, threads())
                .arguments(tool.input(storage.path(request.sourceKey())), seek, folder);
        ProgressReport report =
                new ProgressReport(start, seconds, request.chunk().frames(), progress);
        long bytes = (long) (seconds * most / 4) + SPARE_BYTES;
        ProcessOutcome outcome = tool.run(arguments, tool.budget(seconds, bytes), report);
        if (!outcome.succeeded()) {
            throw Diagnosis.ofRun(outcome);
        }
        return report.frames();
    }

    private int threads() {
        return config.encoderThreads() > 0
                ? config.encoderThreads()
                : Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, 4);
    }

    private static CutOrder order(VideoRequest request) {
        Timeline timeline = request.timeline();
        ChunkSpan chunk = request.chunk();
        if (timeline.regenerated()) {
            long step = Math.multiplyExact(wholeSeconds(request.segment()), timeline.timescale());
            return new CutOrder(
                    new CutPoints.Grid(step),
                    new Placement.StartAt(0),
                    OptionalLong.empty(),
                    0,
                    OptionalInt.empty(),
                    OptionalLong.of(timeline.reorderRoom()));
        }
        return new CutOrder(
                new CutPoints.Times(
                        chunk.segmentStartPts().stream().map(timeline::ticks).toList()),
                new Placement.StartAt(timeline.ticks(chunk.startPts())),
                OptionalLong.of(timeline.ticks(chunk.endPts())),
                chunk.firstSegment(),
                OptionalInt.empty(),
                OptionalLong.of(timeline.reorderRoom()));
    }

    private static long wholeSeconds(Duration segment) {
        if (segment.toSeconds() < 1 || segment.toNanosPart() != 0) {
            throw new IllegalArgumentException("A segment has a whole number of seconds, not " + segment);
        }
        return segment.toSeconds();
    }
}
