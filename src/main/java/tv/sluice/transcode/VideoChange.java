package tv.sluice.transcode;

/** What the catalogue is to be told. */
sealed interface VideoChange {
    /** Nothing. */
    record Untouched() implements VideoChange {}

    /**
     * It is under way; what is known of source and renditions is told along.
     *
     * @param percent 0 to 100
     */
    record Advanced(double percent) implements VideoChange {}

    /** It is done. */
    record Ready() implements VideoChange {}

    /** It will not be done. */
    record Errored(Fault fault) implements VideoChange {}
}
