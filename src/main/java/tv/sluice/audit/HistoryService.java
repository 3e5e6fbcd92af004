package tv.sluice.audit;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.db.Database;
import tv.sluice.platform.db.Transaction;
import tv.sluice.platform.error.ProblemException;
import tv.sluice.platform.error.ProblemType;
import tv.sluice.platform.web.Page;

/** The states that objects have had, out of their events. */
@ApplicationScoped
class HistoryService {
    /** Two states of an object; null if it was not there. */
    record Pair(@Nullable State from, @Nullable State to) {}

    private final StateRepository states;
    private final Database database;

    HistoryService(StateRepository states, Database database) {
        this.states = states;
        this.database = database;
    }

    /** The object's states, newest first; 404 if this tenant never had it. */
    Uni<Page<State>> list(String space, String objectId, int limit, long before) {
        return database.read(tx -> known(tx, space, objectId)
                .chain(() -> states.page(tx, space, objectId, before, limit + 1))
                .map(rows -> Page.of(
                        rows, limit, last -> SequenceCursor.of(last.subject().sequence()))));
    }

    /** The state at the instant; 404 if the object was not there then. */
    Uni<State> at(String space, String objectId, Instant instant) {
        return database.read(tx -> states.at(tx, space, objectId, instant))
                .map(HistoryService::ifThere)
                .onItem()
                .ifNull()
                .failWith(() -> new ProblemException(
                        ProblemType.NOT_FOUND, "There was no " + objectId + " at " + instant + '.'));
    }

    /**
     * The states at both instants; 404 if this tenant never had the object.
     *
     * @param from by default the beginning: the object's first state
     * @param to by default now
     */
    Uni<Pair> difference(String space, String objectId, @Nullable Instant from, @Nullable Instant to) {
        Instants.checkOrder(from, to);
        Instant end = to == null ? Instant.now() : to;
        return database.read(tx -> known(tx, space, objectId)
                .chain(first -> from == null ? Uni.createFrom().item(first) : states.at(tx, space, objectId, from))
                .chain(begin -> states.at(tx, space, objectId, end).map(last -> pair(begin, last))));
    }

    private Uni<State> known(Transaction tx, String space, String objectId) {
        return states.first(tx, space, objectId)
                .onItem()
                .ifNull()
                .failWith(() -> ProblemException.notFound("object", objectId));
    }

    private static Pair pair(@Nullable State from, @Nullable State to) {
        return new Pair(ifThere(from), ifThere(to));
    }

    private static @Nullable State ifThere(@Nullable State state) {
        return state == null || state.gone() ? null : state;
    }
}
