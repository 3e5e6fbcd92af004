package tv.sluice.member.oidc;

/** Says why a token proves nothing; carries no stack trace, as strangers cause it. */
final class TokenException extends Exception {
    private static final long serialVersionUID = 1L;

    private final TokenFault fault;

    TokenException(TokenFault fault) {
        super("The token " + fault.text() + '.', null, false, false);
        this.fault = fault;
    }

    TokenFault fault() {
        return fault;
    }
}
