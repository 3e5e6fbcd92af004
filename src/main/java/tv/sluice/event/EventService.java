package tv.sluice.event;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.db.Database;
import tv.sluice.platform.db.Transaction;
import tv.sluice.platform.error.ProblemException;
import tv.sluice.platform.journal.EventQuery;
import tv.sluice.platform.journal.JournalEvent;
import tv.sluice.platform.journal.JournalReader;
import tv.sluice.platform.web.Page;

/** Finds events of a tenant. */
@ApplicationScoped
class EventService {
    private final Database database;
    private final JournalReader journal;

    EventService(Database database, JournalReader journal) {
        this.database = database;
        this.journal = journal;
    }

    /**
     * Which page of the events is wanted.
     *
     * @param after id of an event to begin behind
     * @param cursor where the page before ended; it then says where to begin
     */
    record Wish(
            Set<String> types,
            @Nullable String objectId,
            @Nullable String after,
            @Nullable String cursor,
            boolean ascending,
            int limit) {}

    Uni<Page<JournalEvent>> list(String space, Wish wish) {
        return database.read(tx -> place(tx, space, wish)
                .chain(place -> journal.events(
                        tx,
                        space,
                        new EventQuery(
                                wish.types(),
                                wish.objectId(),
                                place < 0 ? null : place,
                                wish.ascending(),
                                wish.limit() + 1)))
                .map(rows -> Page.of(rows, wish.limit(), last -> encode(last.seq()))));
    }

    /** The event; 404 if the tenant has none of that id. */
    Uni<JournalEvent> get(String space, String eventId) {
        return database.read(tx -> journal.event(tx, space, eventId))
                .onItem()
                .ifNull()
                .failWith(() -> ProblemException.notFound("event", eventId));
    }

    /** Place of the event that is named by a parameter; 400 if there is none. */
    Uni<Long> place(Transaction tx, String space, String eventId, String parameter) {
        return journal.event(tx, space, eventId)
                .onItem()
                .ifNull()
                .failWith(() -> ProblemException.invalid(
                        parameter, "unknown_event", "There is no event " + eventId + ", or not any more."))
                .map(JournalEvent::seq);
    }

    /** Where to begin; -1 for the beginning of the list. */
    private Uni<Long> place(Transaction tx, String space, Wish wish) {
        if (wish.cursor() != null) {
            return Uni.createFrom().item(decode(wish.cursor()));
        }
        return wish.after() == null ? Uni.createFrom().item(-1L) : place(tx, space, wish.after(), "query:after");
    }

    private static String encode(long seq) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Long.toString(seq).getBytes(StandardCharsets.US_ASCII));
    }

    private static long decode(String cursor) {
        try {
            return Long.parseLong(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException notOurs) {
            throw ProblemException.invalid(
                    "query:cursor",
                    "bad_cursor",
                    "This cursor was not made by this list; pass back nextCursor of the page before, unchanged.");
        }
    }
}
