package tv.sluice.upload;

/** The states of an upload. The first two are open: bytes may come. */
enum UploadState {
    /** No byte yet. */
    WAITING,
    /** Some bytes are there. */
    UPLOADING,
    /** All bytes are there, and the video's job is started. */
    COMPLETED,
    /** Given up by its owner. */
    CANCELLED,
    /** Its time ran out. */
    EXPIRED,
    /** It cannot be completed; the upload's fault says why. */
    ERRORED;

    boolean isOpen() {
        return this == WAITING || this == UPLOADING;
    }
}
