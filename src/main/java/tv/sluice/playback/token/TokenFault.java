package tv.sluice.playback.token;

/** Why a token does not open a playback id. For counting only: whoever presented it is never told. */
public enum TokenFault {
    MALFORMED,
    UNKNOWN_KEY,
    FOREIGN_KEY,
    BAD_SIGNATURE,
    OTHER_PLAYBACK_ID,
    NOT_YET_VALID,
    EXPIRED
}
