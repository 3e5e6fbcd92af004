/**
 * The only place that knows FFmpeg, which always runs as a guarded child with limits and never in this process. Start reading at
 * MediaProbe (what is it?), ChunkPlan (where to cut it?) and Encoder (encode a piece of it).
 */
@org.jspecify.annotations.NullMarked
package tv.sluice.media;
