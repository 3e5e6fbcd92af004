package tv.sluice.event;

import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;
import tv.sluice.api.EventsApi;
import tv.sluice.api.model.Event;
import tv.sluice.api.model.EventPage;
import tv.sluice.platform.journal.EventTypes;
import tv.sluice.platform.web.PublicUrls;
import tv.sluice.tenant.Caller;

/** Events over REST. Whoever may read events may read what the objects in them were, whatever other scopes they have. */
@Cancellable(false)
class EventResource implements EventsApi {
    private static final String ASCENDING = "asc";

    private final EventService events;
    private final Caller caller;
    private final PublicUrls urls;

    EventResource(EventService events, Caller caller, PublicUrls urls) {
        this.events = events;
        this.caller = caller;
        this.urls = urls;
    }

    @Override
    public Uni<RestResponse<EventPage>> listEvents(
            Integer limit,
            @Nullable String cursor,
            @Nullable String type,
            @Nullable String objectId,
            @Nullable String after,
            String order) {
        String delivery = urls.delivery();
        EventService.Wish wish =
                new EventService.Wish(EventTypes.of(type), objectId, after, cursor, order.equals(ASCENDING), limit);
        return events.list(caller.tenantId(), wish).map(page -> RestResponse.ok(EventMapper.page(page, delivery)));
    }

    @Override
    public Uni<RestResponse<Event>> getEvent(String eventId) {
        String delivery = urls.delivery();
        return events.get(caller.tenantId(), eventId).map(event -> RestResponse.ok(EventMapper.event(event, delivery)));
    }
}
