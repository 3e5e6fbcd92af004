package tv.sluice.transcode;

/** What a task does. */
enum TaskKind {
    /** Looks into the source: what it carries, and where it can be cut. */
    PROBE,
    /** Encodes the whole sound in one go. */
    AUDIO,
    /** Encodes one stretch of the picture in all sizes. */
    VIDEO_CHUNK,
    /** Makes the poster and the thumbnails. */
    ARTWORK
}
