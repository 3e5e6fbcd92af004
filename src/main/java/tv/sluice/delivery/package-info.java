/**
 * The segment endpoint: what a player asks for, on its own port, straight on Netty. Opens no database and needs neither Kafka nor
 * Redis: a playback id is a small object in storage, a token carries its own proof, playlists are computed from the video's
 * descriptor and media are regions of stored objects. Read in the order of events: SegmentServer, SegmentInitializer,
 * SegmentHandler, SegmentService.
 */
@org.jspecify.annotations.NullMarked
package tv.sluice.delivery;
