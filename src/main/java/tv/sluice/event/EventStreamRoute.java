package tv.sluice.event;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.db.Database;
import tv.sluice.platform.error.ProblemException;
import tv.sluice.platform.error.ProblemType;
import tv.sluice.platform.journal.DeliveryLinks;
import tv.sluice.platform.journal.EventTypes;
import tv.sluice.platform.journal.JournalHead;
import tv.sluice.platform.journal.JournalReader;
import tv.sluice.platform.web.Actor;
import tv.sluice.platform.web.ProblemWriter;
import tv.sluice.tenant.Identity;

/**
 * {@code GET /v1/events/stream}: an answer without an end, so a route of its own. It has passed what every operation passes: access,
 * limits and the contract.
 */
@Singleton
final class EventStreamRoute {
    private static final String PATH = "/v1/events/stream";
    private static final String LAST_EVENT_ID = "Last-Event-ID";
    /**
     * Before the operations that are generated, which would take {@code stream} for the id of an event, and behind all of
     * {@link tv.sluice.platform.web.FilterOrder}, which counts the other way.
     */
    private static final int ORDER = -10;

    private final EventStreams streams;
    private final EventService events;
    private final Database database;
    private final JournalReader journal;
    private final DeliveryLinks links;
    private final ProblemWriter problems;

    EventStreamRoute(
            EventStreams streams,
            EventService events,
            Database database,
            JournalReader journal,
            DeliveryLinks links,
            ProblemWriter problems) {
        this.streams = streams;
        this.events = events;
        this.database = database;
        this.journal = journal;
        this.links = links;
        this.problems = problems;
    }

    void register(@Observes Router router) {
        router.route(PATH).order(ORDER).handler(problems.guarded(this::follow));
    }

    private void follow(RoutingContext routing) {
        String space = space(routing);
        if (routing.request().method() == HttpMethod.HEAD) {
            routing.response().putHeader("Content-Type", "text/event-stream").end();
            return;
        }
        Set<String> types = EventTypes.of(routing.queryParams().get("type"));
        String delivery = links.base(routing);
        place(space, routing.request().getHeader(LAST_EVENT_ID))
                .subscribe()
                .with(
                        problems.guarded(
                                routing, place -> streams.add(new EventStream(routing, space, types, delivery, place))),
                        failure -> problems.write(routing, failure));
    }

    /** Behind the last event that the client has, or behind the last that there is. */
    private Uni<Long> place(String space, @Nullable String lastEventId) {
        OptionalLong present = lastEventId == null ? streams.present(space) : OptionalLong.empty();
        if (present.isPresent()) {
            return Uni.createFrom().item(present.getAsLong());
        }
        return database.read(tx -> lastEventId == null
                ? journal.head(tx, space).map(JournalHead::eventSeq)
                : events.place(tx, space, lastEventId, "header:" + LAST_EVENT_ID));
    }

    private static String space(RoutingContext routing) {
        Identity identity = Identity.of(routing);
        Actor actor = Actor.of(routing);
        if (identity == null || identity.tenantId() == null || actor == null) {
            throw new ProblemException(
                    ProblemType.FORBIDDEN, "Events are a tenant's, and the credential speaks for none.");
        }
        return actor.tenantId();
    }
}
