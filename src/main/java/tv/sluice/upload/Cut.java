package tv.sluice.upload;

/** Why the bytes of a request stopped before its end. */
enum Cut {
    /** The connection broke, or the client closed it. */
    CLIENT_GONE,
    /** Nothing, or next to nothing, came for too long. */
    STALLED,
    /** A newer request of the same client took over from one that had gone silent. */
    TAKEN_OVER,
    /** The upload was cancelled, or its video deleted. */
    CANCELLED,
    /** The upload's time ran out. */
    EXPIRED,
    /** This process is stopping. */
    STOPPING
}
