/** The catalogue: a video, its states, and what others may do to it. Start reading at VideoResource and VideoService. */
@org.jspecify.annotations.NullMarked
package tv.sluice.video;
