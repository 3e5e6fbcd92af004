package tv.sluice.platform.db;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.error.ProblemException;
import tv.sluice.platform.error.ProblemType;
import tv.sluice.platform.journal.JournalSignal;
import tv.sluice.platform.journal.JournalWriter;
import tv.sluice.platform.journal.Origin;
import tv.sluice.platform.journal.Recording;

/**
 * The way to the database: runs a unit of work in a session or a transaction, on an event loop, within a time-out. A database that
 * is away or frozen becomes the problem {@code database_unavailable}; what the work itself reports passes through.
 */
@ApplicationScoped
public class Database {
    private static final Logger LOG = Logger.getLogger(Database.class);
    /** What the log says about whom work is done for. */
    private static final List<String> LOG_KEYS = List.of("requestId", "traceId");

    private static final int MAX_RETRIES = 3;

    /** Looked up when it is used: a process without a role that needs the database has none. */
    private final Instance<Mutiny.SessionFactory> sessions;

    private final Vertx vertx;
    private final JournalWriter journal;
    private final JournalSignal signal;
    private final Duration timeout;

    Database(
            Instance<Mutiny.SessionFactory> sessions,
            Vertx vertx,
            JournalWriter journal,
            JournalSignal signal,
            DatabaseConfig config) {
        this.sessions = sessions;
        this.vertx = vertx;
        this.journal = journal;
        this.signal = signal;
        this.timeout = config.timeout();
    }

    /** Runs work that only reads. */
    public <T> Uni<T> read(Function<Transaction, Uni<T>> work) {
        return bounded(origin -> sessions.get().withSession(session -> {
            session.setDefaultReadOnly(true);
            return work.apply(new Transaction(session, Recording.none(origin)));
        }));
    }

    /**
     * Runs work whose statements each commit by themselves: for a single one, which then costs one round trip. It cannot note changes
     * for the journal.
     */
    public <T> Uni<T> single(Function<Transaction, Uni<T>> work) {
        return bounded(origin -> Uni.createFrom()
                .deferred(() -> sessions.get()
                        .withSession(session -> work.apply(new Transaction(session, Recording.none(origin)))))
                .onFailure(Unavailability::isContention)
                .retry()
                .atMost(MAX_RETRIES));
    }

    /**
     * Runs work in one transaction, committed when the work's Uni has its item and rolled back when it fails. Work that lost a deadlock
     * is run again from its beginning, in a new session. What it notes for the journal is written at its end.
     */
    public <T> Uni<T> write(Function<Transaction, Uni<T>> work) {
        return bounded(origin -> Uni.createFrom()
                .deferred(() -> attempt(work, Recording.of(origin)))
                .onFailure(Unavailability::isContention)
                .retry()
                .atMost(MAX_RETRIES));
    }

    private <T> Uni<T> attempt(Function<Transaction, Uni<T>> work, Recording recording) {
        return sessions.get()
                .withTransaction((session, transaction) -> {
                    Transaction tx = new Transaction(session, recording);
                    return work.apply(tx).call(() -> journal.write(tx));
                })
                .invoke(() -> signal.committed(recording.spaces()));
    }

    private <T> Uni<T> bounded(Function<Origin, Uni<T>> work) {
        return Uni.createFrom().<T>emitter(emitter -> {
            Context caller = Vertx.currentContext();
            Origin origin = Origin.current();
            onOwnContext(
                    origin,
                    () -> work.apply(origin)
                            .ifNoItem()
                            .after(timeout)
                            .fail()
                            .subscribe()
                            .with(
                                    item -> backOn(caller, () -> emitter.complete(item)),
                                    failure -> backOn(caller, () -> emitter.fail(translate(failure)))));
        });
    }

    /**
     * A session belongs to one event loop: each unit of work gets a duplicated context of its own, on the caller's loop if it is on
     * one, with the ids that the caller has in the log and its origin.
     */
    private void onOwnContext(Origin origin, Runnable work) {
        List<@Nullable Object> known =
                LOG_KEYS.stream().<@Nullable Object>map(MDC::get).toList();
        Context context = Objects.requireNonNull(VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext()));
        VertxContextSafetyToggle.setContextSafe(context, true);
        origin.isOf(context);
        context.runOnContext(ignored -> {
            for (int i = 0; i < known.size(); i++) {
                Object value = known.get(i);
                if (value != null) {
                    MDC.put(LOG_KEYS.get(i), value);
                }
            }
            work.run();
        });
    }

    private static void backOn(@Nullable Context caller, Runnable work) {
        if (caller == null) {
            work.run();
        } else {
            caller.runOnContext(ignored -> work.run());
        }
    }

    static Throwable translate(Throwable failure) {
        if (Unavailability.isCauseOf(failure)) {
            LOG.warnf("Database unavailable: %s", failure.toString());
            return new ProblemException(
                    ProblemType.DATABASE_UNAVAILABLE,
                    "The database did not answer in time. Try again in a few seconds.");
        }
        return failure;
    }
}
