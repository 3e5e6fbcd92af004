package tv.sluice.webhook;

/**
 * An event as an endpoint gets it.
 *
 * @param seq its number among the events of the space; 0 if it is not in the journal
 */
record Message(String eventId, String eventType, long seq, String body) {
    /** The type of what is sent only to try an endpoint out. */
    static final String TEST = "webhook.test";

    boolean isTest() {
        return eventType.equals(TEST);
    }
}
