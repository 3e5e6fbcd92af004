/**
 * Streaming formats as pure functions: what a video is made of ({@link tv.sluice.cmaf.Descriptor}), where each segment lies
 * ({@link tv.sluice.cmaf.SegmentTable}), the playlists computed from that ({@link tv.sluice.cmaf.HlsWriter},
 * {@link tv.sluice.cmaf.DashWriter}), and the rewriting of an encoder's fragmented MP4 into CMAF segments
 * ({@link tv.sluice.cmaf.FragmentRewriter}). Start with the descriptor.
 */
@org.jspecify.annotations.NullMarked
package tv.sluice.cmaf;
