package tv.sluice.playback.token;

/** The outcome of checking a playback token. */
public sealed interface TokenVerdict {
    /** The token is genuine and valid now. */
    record Accepted(PlaybackToken token) implements TokenVerdict {}

    /** The token opens nothing. */
    record Refused(TokenFault fault) implements TokenVerdict {}
}
