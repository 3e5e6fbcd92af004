package tv.sluice.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import tv.sluice.api.model.Actor;
import tv.sluice.api.model.Event;
import tv.sluice.api.model.EventPage;
import tv.sluice.api.model.ObjectReference;
import tv.sluice.platform.journal.DeliveryLinks;
import tv.sluice.platform.journal.JournalEvent;
import tv.sluice.platform.journal.Who;
import tv.sluice.platform.web.Page;

/** Between the contract's shape of an event and ours. */
final class EventMapper {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private EventMapper() {}

    static EventPage page(Page<JournalEvent> page, String delivery) {
        return new EventPage()
                .items(page.items().stream()
                        .map(event -> event(event, delivery))
                        .toList())
                .nextCursor(page.nextCursor());
    }

    static Event event(JournalEvent event, String delivery) {
        return new Event()
                .id(event.id())
                .type(event.type())
                .sequence(event.sequence())
                ._object(new ObjectReference().type(event.objectType()).id(event.objectId()))
                .data(data(event, delivery))
                .actor(actor(event.actor()))
                .requestId(event.requestId())
                .createdAt(event.createdAt());
    }

    private static Map<String, Object> data(JournalEvent event, String delivery) {
        try {
            return JSON.readValue(DeliveryLinks.fill(event.data(), delivery), OBJECT);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The state in event " + event.id() + " is not JSON", e);
        }
    }

    private static Actor actor(Who who) {
        return new Actor()
                .kind(Actor.KindEnum.fromValue(who.kind()))
                .id(who.id())
                .name(who.name())
                .grantId(who.grantId());
    }
}
