package tv.sluice.video;

/** Who may play by a playback id. */
public enum PlaybackPolicy {
    /** Anybody who knows the id. */
    PUBLIC,
    /** Who has a token for the id. */
    SIGNED
}
