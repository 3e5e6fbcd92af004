package tv.sluice.platform.db;

/** A statement does not say whose rows it means: a bug of ours, which goes no further. */
public final class StatementRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StatementRefusedException(String reason, String sql) {
        super(reason + ": " + sql);
    }
}
