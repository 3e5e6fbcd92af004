package tv.sluice.tenant;

/** Which of a tenant's two worlds a credential opens. What is in one is not there in the other. */
public enum Environment {
    /** What viewers see. */
    LIVE,
    /** For trying things out: watermarked and gone after a day. */
    TEST
}
