package tv.sluice.member.oidc;

/** Why a token proves nothing. */
enum TokenFault {
    MALFORMED("is not a signed JSON Web Token of at most 16 KB"),
    BAD_TYPE("is of a type that is not for calling with"),
    BAD_ALGORITHM("is signed with an algorithm that is not accepted"),
    UNKNOWN_KEY("is signed with a key that the identity provider does not publish"),
    BAD_SIGNATURE("has a signature that is not the identity provider's"),
    BAD_CLAIMS("lacks a claim, or has one of the wrong form: iss, aud, sub, exp and iat are needed"),
    OTHER_ISSUER("is from another issuer"),
    OTHER_AUDIENCE("is meant for somebody else (claim aud)"),
    EXPIRED("has expired"),
    NOT_YET_VALID("is not valid yet");

    private final String text;

    TokenFault(String text) {
        this.text = text;
    }

    /** What follows "The token". */
    String text() {
        return text;
    }
}
