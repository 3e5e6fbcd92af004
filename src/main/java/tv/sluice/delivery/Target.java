package tv.sluice.delivery;

import tv.sluice.platform.error.FieldError;

/** What a request's target means. */
sealed interface Target {
    /** A resource that may exist. */
    record Resource(Access access, String playbackId, Asset asset) implements Target {}

    /** Well formed, but there can be no such thing. */
    record Unknown() implements Target {}

    /** Behind a token, with a playback id that nobody ever had: answered like any other that the token does not open. */
    record Refused() implements Target {}

    /** Not a target that this endpoint reads. */
    record Malformed(FieldError error) implements Target {}
}
