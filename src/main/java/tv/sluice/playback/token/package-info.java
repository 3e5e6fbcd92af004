/**
 * The proofs that open a signed playback id, and the small records that control leaves in storage for delivery. Pure: no clock, no
 * container; the time is passed in. Start reading at PlaybackToken (what a customer signs), then UnverifiedToken (how it is
 * checked) and SessionKey (what it is exchanged for).
 */
@org.jspecify.annotations.NullMarked
package tv.sluice.playback.token;
