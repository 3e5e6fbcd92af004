package tv.sluice.media;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a video is cut. A segment begins with the first frame at or after each multiple of the segment's length, counted from the
 * first frame; a chunk is so many segments.
 *
 * <p>If the source's times cannot be trusted, there is a single chunk, whose frames come at the average rate. A source of more than
 * 60 frames per second (with some tolerance) gives up every second frame, or more.
 *
 * @param duration seconds of the picture
 */
public record ChunkPlan(Timeline timeline, double duration, List<ChunkSpan> chunks) {
    private static final double FASTEST = 61;
    private static final long FINEST_RATE = 1_000_000;
    private static final Ratio USUAL_RATE = new Ratio(30, 1);

    public ChunkPlan {
        chunks = List.copyOf(chunks);
    }

    /** The plan for these frames. */
    public static ChunkPlan of(FrameIndex index, SourceInfo info, Duration segment, int segmentsPerChunk) {
        return of(index, info, segment, segmentsPerChunk, null);
    }

    /**
     * The plan for these frames.
     *
     * @param most what begins later after the first frame is left out; null leaves out nothing
     */
    public static ChunkPlan of(
            FrameIndex index, SourceInfo info, Duration segment, int segmentsPerChunk, @Nullable Duration most) {
        VideoTrack video = info.video();
        if (video == null) {
            throw new IllegalArgumentException("The source has no picture");
        }
        return index.reliable()
                ? planned(most == null ? index : index.within(most), video, segment, segmentsPerChunk)
                : regenerated(index, info, video, most);
    }

    private static ChunkPlan planned(FrameIndex all, VideoTrack video, Duration segment, int segmentsPerChunk) {
        int keepEvery = keepEvery(all.rate());
        FrameIndex index = all.every(keepEvery);
        Ratio timeBase = index.timeBase();
        Timeline timeline = new Timeline(
                index.first(),
                timeBase,
                Timeline.timescaleFor(timeBase),
                rate(index, video.frameRate(), keepEvery),
                keepEvery,
                false);
        int[] starts = segmentStarts(index, timeline, segment);
        List<ChunkSpan> chunks = new ArrayList<>();
        for (int first = 0; first < starts.length; first += segmentsPerChunk) {
            int next = Math.min(first + segmentsPerChunk, starts.length);
            chunks.add(chunk(index, starts, chunks.size(), first, next));
        }
        return new ChunkPlan(timeline, timeline.seconds(index.end()), chunks);
    }

    private static ChunkSpan chunk(FrameIndex index, int[] starts, int ordinal, int first, int next) {
        boolean last = next == starts.length;
        int endFrame = last ? index.size() : starts[next];
        List<Long> segments = new ArrayList<>();
        for (int i = first; i < next; i++) {
            segments.add(index.pts(starts[i]));
        }
        long start = segments.getFirst();
        return new ChunkSpan(
                ordinal,
                first,
                start,
                last ? index.end() : index.pts(endFrame),
                index.seekFor(start),
                endFrame - starts[first],
                segments);
    }

    /** The frames that begin a segment. */
    private static int[] segmentStarts(FrameIndex index, Timeline timeline, Duration segment) {
        long step = Math.multiplyExact(segment.toMillis(), timeline.timescale());
        List<Integer> starts = new ArrayList<>();
        long current = -1;
        for (int frame = 0; frame < index.size(); frame++) {
            long number = Math.multiplyExact(timeline.ticks(index.pts(frame)), 1000L) / step;
            if (number > current) {
                current = number;
                starts.add(frame);
            }
        }
        return starts.stream().mapToInt(Integer::intValue).toArray();
    }

    private static ChunkPlan regenerated(FrameIndex index, SourceInfo info, VideoTrack video, @Nullable Duration most) {
        Ratio told = video.frameRate().numerator() > FINEST_RATE ? USUAL_RATE : video.frameRate();
        int keepEvery = keepEvery(told.value());
        Ratio rate = new Ratio(told.numerator(), told.denominator() * keepEvery);
        Ratio timeBase = new Ratio(rate.denominator(), rate.numerator());
        Timeline timeline = new Timeline(0, timeBase, Math.toIntExact(timeBase.denominator()), rate, keepEvery, true);
        double seconds = info.duration() > 0 ? info.duration() : index.packets() / told.value();
        long frames = Math.max(1, Math.round(seconds * rate.value()));
        int kept = 0;
        if (most != null) {
            kept = (int) Math.clamp(Math.round(most.toMillis() / 1e3 * rate.value()), 1, frames);
            frames = kept;
        }
        ChunkSpan chunk = new ChunkSpan(0, 0, 0, frames, null, kept, List.of(0L));
        return new ChunkPlan(timeline, timeline.seconds(frames), List.of(chunk));
    }

    private static int keepEvery(double rate) {
        return Math.max(1, (int) Math.ceil(rate / FASTEST));
    }

    /** The container's average if it agrees with the frames (it knows 30000/1001), else what the frames say. */
    private static Ratio rate(FrameIndex index, Ratio told, int keepEvery) {
        Ratio expected = new Ratio(told.numerator(), told.denominator() * keepEvery);
        if (Math.abs(index.rate() / expected.value() - 1) < 0.005) {
            return expected;
        }
        return new Ratio(Math.max(1, Math.round(index.rate() * 1000)), 1000);
    }
}
