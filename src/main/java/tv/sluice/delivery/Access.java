package tv.sluice.delivery;

/** By what right a request asks: the first part of its path. */
sealed interface Access {
    /** {@code /p/}: nothing but the playback id. */
    record Open() implements Access {}

    /** {@code /t/}: a playback token. */
    record ByToken(String token) implements Access {}

    /** {@code /s/}: a session token, which a playback token was exchanged for. */
    record BySession(String token) implements Access {}
}
