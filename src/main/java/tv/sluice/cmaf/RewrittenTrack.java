package tv.sluice.cmaf;

import java.util.List;

/** The outcome of rewriting one encoder file: its initialisation segment and the segments written to the output, in order. */
public record RewrittenTrack(InitSegment init, TrackFormat format, List<Segment> segments) {
    /**
     * One moof and mdat.
     *
     * @param length bytes
     * @param start presentation time of the first frame, ticks
     * @param duration presentation ticks
     * @param lastFrame presentation time of the last frame, ticks
     * @param samples frames or audio packets
     */
    public record Segment(int length, long start, long duration, long lastFrame, int samples) {}

    public RewrittenTrack {
        segments = List.copyOf(segments);
    }

    /** The chunk as the descriptor lists it. */
    public ChunkObject toChunkObject(String key, long firstOffset) {
        return new ChunkObject(
                key,
                firstOffset,
                segments.stream().map(Segment::length).toList(),
                segments.stream().map(Segment::duration).toList());
    }

    /** Frames or audio packets in all segments. */
    public long sampleCount() {
        return segments.stream().mapToLong(Segment::samples).sum();
    }

    /** Presentation time of the first frame, ticks. */
    public long start() {
        return segments.getFirst().start();
    }

    /** When the last frame stops being shown, ticks. */
    public long end() {
        return segments.getLast().start() + segments.getLast().duration();
    }
}
