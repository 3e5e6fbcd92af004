/**
 * How a video is played: its public names, the keys that sign tokens for them, and tokens made by the server. What delivery needs of it
 * lies as small objects in storage. Start reading at PlaybackService.
 */
@org.jspecify.annotations.NullMarked
package tv.sluice.playback;
