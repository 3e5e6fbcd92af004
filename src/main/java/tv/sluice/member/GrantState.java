package tv.sluice.member;

/** Whether a grant still is one. */
enum GrantState {
    ACTIVE,
    /** Somebody ended it before its time. */
    ENDED,
    /** Its time is over. */
    EXPIRED
}
