package tv.sluice.cmaf;

/** Where a chunk's frames are put on the rendition's timeline, in output ticks. */
public sealed interface Placement {
    /** Adds this to each frame's own presentation time (composition time with the input's edit list applied). */
    record Shift(long ticks) implements Placement {}

    /** Presents the first frame (of sound: the first sample after the encoder's priming) at this time. */
    record StartAt(long ticks) implements Placement {}
}
