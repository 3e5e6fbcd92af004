package tv.sluice.member;

/** Whether a member has ever signed in. */
enum MemberState {
    /** Known by the e-mail address alone. */
    INVITED,
    /** Known by the identity provider's issuer and subject. */
    ACTIVE
}
