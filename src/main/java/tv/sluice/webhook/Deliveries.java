package tv.sluice.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import tv.sluice.platform.id.Ids;
import tv.sluice.platform.journal.JournalEvent;

/**
 * Makes deliveries. Those of one object go one after the other, in a lane named after it; what somebody asked for again has a lane beside
 * it, so that it does not hold up what is new.
 */
@ApplicationScoped
class Deliveries {
    private static final String AGAIN = "~again";

    private final Duration giveUpAfter;

    Deliveries(WebhookConfig config) {
        this.giveUpAfter = config.giveUpAfter();
    }

    QueuedDelivery ofEvent(Endpoint endpoint, JournalEvent event, Message message) {
        return of(endpoint, message, event.objectId(), false);
    }

    QueuedDelivery replayOfEvent(Endpoint endpoint, JournalEvent event, Message message) {
        return of(endpoint, message, event.objectId() + AGAIN, true);
    }

    /** The same once more. */
    QueuedDelivery replayOf(QueuedDelivery former) {
        String lane = former.lane().endsWith(AGAIN) ? former.lane() : former.lane() + AGAIN;
        return of(former.endpoint(), former.message(), lane, true);
    }

    /** Tried once, and behind nobody. */
    QueuedDelivery test(Endpoint endpoint, Message message) {
        String id = Ids.next(Delivery.PREFIX);
        Instant now = now();
        return new QueuedDelivery(id, endpoint, message, id, false, now, now);
    }

    private QueuedDelivery of(Endpoint endpoint, Message message, String lane, boolean replay) {
        Instant now = now();
        return new QueuedDelivery(
                Ids.next(Delivery.PREFIX), endpoint, message, lane, replay, now, now.plus(giveUpAfter));
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
