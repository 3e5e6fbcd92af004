package tv.sluice.platform.db;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import tv.sluice.platform.error.ProblemException;
import tv.sluice.platform.error.ProblemType;

/**
 * The way to the database: runs a unit of work in a session or a transaction, on an event loop, within a time-out. A database that
 * is away or frozen becomes the problem {@code database_unavailable}; what the work itself reports passes through.
 */
@ApplicationScoped
public class Database {
    private static final Logger LOG = Logger.getLogger(Database.class);

    private final Mutiny.SessionFactory sessions;
    private final Vertx vertx;
    private final Duration timeout;

    Database(Mutiny.SessionFactory sessions, Vertx vertx, DatabaseConfig config) {
        this.sessions = sessions;
        this.vertx = vertx;
        this.timeout = config.timeout();
    }

    /** Runs work that only reads. */
    public <T> Uni<T> read(Function<Transaction, Uni<T>> work) {
        return bounded(() -> sessions.withSession(session -> {
            session.setDefaultReadOnly(true);
            return work.apply(new Transaction(session));
        }));
    }

    /** Runs work in one transaction, committed when the work's Uni has its item and rolled back when it fails. */
    public <T> Uni<T> write(Function<Transaction, Uni<T>> work) {
        return bounded(() -> sessions.withTransaction((session, transaction) -> work.apply(new Transaction(session))));
    }

    private <T> Uni<T> bounded(Supplier<Uni<T>> work) {
        return Uni.createFrom()
                .<T>emitter(emitter -> onOwnContext(() -> work.get()
                        .ifNoItem()
                        .after(timeout)
                        .fail()
                        .subscribe()
                        .with(emitter::complete, failure -> emitter.fail(translate(failure)))));
    }

    /** A session belongs to one event loop: each unit of work gets a duplicated context of its own, of the caller's loop if it is on one. */
    private void onOwnContext(Runnable work) {
        Context context = Objects.requireNonNull(VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext()));
        VertxContextSafetyToggle.setContextSafe(context, true);
        context.runOnContext(ignored -> work.run());
    }

    private static Throwable translate(Throwable failure) {
        if (Unavailability.isCauseOf(failure)) {
            LOG.warnf("Database unavailable: %s", failure.toString());
            return new ProblemException(
                    ProblemType.DATABASE_UNAVAILABLE,
                    "The database did not answer in time. Try again in a few seconds.");
        }
        return failure;
    }
}
