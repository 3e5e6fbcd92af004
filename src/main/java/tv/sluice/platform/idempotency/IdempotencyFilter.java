package tv.sluice.platform.idempotency;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;
import tv.sluice.platform.error.FailureLog;
import tv.sluice.platform.error.ProblemException;
import tv.sluice.platform.error.ProblemType;
import tv.sluice.platform.web.Actor;
import tv.sluice.platform.web.FilterOrder;
import tv.sluice.platform.web.Operation;
import tv.sluice.platform.web.ProblemWriter;

/** Stops a call whose idempotency key has been used before, and answers it; all others go on. */
@Singleton
final class IdempotencyFilter {
    static final String HEADER = "Idempotency-Key";
    private static final String REPLAYED = "Idempotency-Replayed";
    private static final Logger LOG = Logger.getLogger(IdempotencyFilter.class);
    private static final ProblemType IN_PROGRESS =
            ProblemType.client("idempotency_in_progress", 409, "The same call is being carried out");
    private static final ProblemType MISMATCH =
            ProblemType.client("idempotency_mismatch", 422, "The idempotency key was used for something else");
    private static final ProblemType NOT_KEPT =
            ProblemType.client("idempotency_answer_not_kept", 409, "The call has been carried out");

    private final Reservations reservations;
    private final ProblemWriter problems;
    private final FailureLog failures =
            new FailureLog(LOG, "An idempotency key is not given back, its lease has to end");

    IdempotencyFilter(Reservations reservations, ProblemWriter problems) {
        this.reservations = reservations;
        this.problems = problems;
    }

    void register(@Observes Filters filters) {
        filters.register(problems.guarded(this::check), FilterOrder.IDEMPOTENCY);
    }

    private void check(RoutingContext routing) {
        Operation operation = Operation.of(routing);
        Actor actor = Actor.of(routing);
        String key = routing.request().getHeader(HEADER);
        if (operation == null || actor == null || key == null || !operation.takesHeader(HEADER)) {
            routing.next();
            return;
        }
        reservations
                .reserve(Call.of(routing, actor, key))
                .subscribe()
                .with(
                        problems.guarded(routing, verdict -> obey(verdict, routing)),
                        failure -> problems.write(routing, failure));
    }

    private void obey(Verdict verdict, RoutingContext routing) {
        switch (verdict) {
            case Verdict.Execute(Reservation reservation) -> execute(reservation, routing);
            case Verdict.Replay(StoredAnswer answer) -> replay(answer, routing);
            case Verdict.Busy(var atMost) -> {
                routing.response().putHeader(HttpHeaders.RETRY_AFTER, Long.toString(atMost.toSeconds()));
                throw new ProblemException(
                        IN_PROGRESS, "Another request with this idempotency key is not yet answered. Try again.");
            }
            case Verdict.Mismatch() ->
                throw new ProblemException(
                        MISMATCH,
                        "This idempotency key came with another request before: another caller, path, query or body."
                                + " Use a new key for each thing that is to be done once.");
        }
    }

    /** If the answer never gets to where it is kept, the key is given back when the exchange is over. */
    private void execute(Reservation reservation, RoutingContext routing) {
        reservation.isHeldBy(routing);
        routing.addEndHandler(ended -> {
            if (ended.succeeded() && reservation.settle()) {
                reservations.giveBack(reservation).subscribe().with(done -> {}, failures::report);
            }
        });
        routing.next();
    }

    private static void replay(StoredAnswer answer, RoutingContext routing) {
        routing.response().putHeader(REPLAYED, "true");
        if (!answer.complete()) {
            throw new ProblemException(
                    NOT_KEPT,
                    "The call was carried out and answered with status " + answer.status()
                            + ", but the answer was too large to be kept (sluice.idempotency.max-answer).");
        }
        answer.write(routing.response());
    }
}
