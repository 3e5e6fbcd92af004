package tv.sluice.app.embedded;

/** The servers cannot be started; the message is for the person who started the program. */
public final class EmbeddedServersException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public EmbeddedServersException(String message) {
        super(message);
    }

    EmbeddedServersException(String message, Throwable cause) {
        super(message, cause);
    }
}
