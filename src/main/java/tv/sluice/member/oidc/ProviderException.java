package tv.sluice.member.oidc;

/** The identity provider is away, or says something that cannot be used. */
final class ProviderException extends Exception {
    private static final long serialVersionUID = 1L;

    ProviderException(String message) {
        super(message, null, false, false);
    }
}
