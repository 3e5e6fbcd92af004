package tv.sluice.video;

/** The states of a video, and which may follow which. */
public enum VideoState {
    /** The bytes are not there yet. */
    WAITING,
    /** The bytes are there, the transcoder works on them. */
    PROCESSING,
    /** All renditions are there. */
    READY,
    /** It will not become ready; the video's fault says why. */
    ERRORED;

    /** Whether a video in this state may go over to the other. */
    public boolean mayBecome(VideoState next) {
        return switch (this) {
            case WAITING -> next == PROCESSING || next == ERRORED;
            case PROCESSING -> next == READY || next == ERRORED;
            case READY, ERRORED -> false;
        };
    }
}
