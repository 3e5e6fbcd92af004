package tv.sluice.platform.journal;

/**
 * A call that is to be written down although it changed nothing.
 *
 * @param space whose audit it belongs to
 * @param outcome the HTTP status that it was answered with
 */
record CallRecord(String space, Origin origin, int outcome) {}
