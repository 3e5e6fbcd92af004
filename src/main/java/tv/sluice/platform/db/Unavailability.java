package tv.sluice.platform.db;

import io.smallrye.mutiny.TimeoutException;
import io.vertx.core.VertxException;
import io.vertx.sqlclient.DatabaseException;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Tells a database that cannot be reached, or cannot serve now, from one that refused a statement. */
final class Unavailability {
    private static final int MAX_CAUSES = 12;

    /** Deadlock victim; a row that has changed since the transaction's snapshot. */
    private static final Set<Integer> CONTENTION = Set.of(1213, 1020);

    /**
     * Too many connections, shutting down, lock wait time-out, read only, interrupted, connection killed, statement time-out, and
     * contention that lasts.
     */
    private static final Set<Integer> NOT_NOW =
            Set.of(1040, 1053, 1203, 1205, 1226, 1290, 1317, 1836, 1927, 1969, 3024, 1213, 1020);

    private Unavailability() {}

    /** Whether the database does not serve, so that the same work may succeed later. */
    static boolean isCauseOf(Throwable failure) {
        return anyCause(failure, Unavailability::isAway);
    }

    /** Whether the work only came into the way of other work, so that it may succeed when it is repeated at once. */
    static boolean isContention(Throwable failure) {
        return anyCause(
                failure,
                cause -> cause instanceof DatabaseException refusal && CONTENTION.contains(refusal.getErrorCode()));
    }

    private static boolean isAway(Throwable cause) {
        if (cause instanceof DatabaseException refusal) {
            String state = String.valueOf(refusal.getSqlState());
            return NOT_NOW.contains(refusal.getErrorCode()) || state.startsWith("08");
        }
        if (cause instanceof TimeoutException || cause instanceof IOException || cause instanceof VertxException) {
            return true;
        }
        String message = cause.getMessage();
        return message != null && message.toLowerCase(Locale.ROOT).contains("timeout");
    }

    private static boolean anyCause(Throwable failure, Predicate<Throwable> test) {
        @Nullable Throwable cause = failure;
        for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++, cause = cause.getCause()) {
            if (test.test(cause)) {
                return true;
            }
        }
        return false;
    }
}
