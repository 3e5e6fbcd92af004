package tv.sluice.webhook;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.db.Transaction;
import tv.sluice.platform.error.ProblemException;
import tv.sluice.platform.error.ProblemType;
import tv.sluice.platform.journal.JournalEvent;
import tv.sluice.platform.journal.JournalReader;
import tv.sluice.platform.web.Page;
import tv.sluice.platform.web.PageRequest;

/** The delivery log, and what people ask to be sent again or to try an endpoint out. */
@ApplicationScoped
class ReplayService {
    /** Events that one call looks at. */
    private static final int EVENTS = 500;

    private static final int ATTEMPTS = 20;
    private static final int MAX_BODY = 4 * 1024;

    private final WebhookService webhooks;
    private final LogRepository log;
    private final QueueRepository queue;
    private final Deliveries deliveries;
    private final MessageWriter writer;
    private final JournalReader journal;

    ReplayService(
            WebhookService webhooks,
            LogRepository log,
            QueueRepository queue,
            Deliveries deliveries,
            MessageWriter writer,
            JournalReader journal) {
        this.webhooks = webhooks;
        this.log = log;
        this.queue = queue;
        this.deliveries = deliveries;
        this.writer = writer;
        this.journal = journal;
    }

    /** A delivery with its last attempts, the last one first, and what was sent in each. */
    record Logged(Delivery delivery, List<Attempt> attempts, String body) {}

    /**
     * Which events are wanted again.
     *
     * @param to exclusive
     * @param failedOnly only those that the endpoint has never taken
     * @param after goes on behind this event
     */
    record Range(
            Instant from,
            Instant to,
            List<String> types,
            boolean failedOnly,
            @Nullable String after) {
        Range {
            types = List.copyOf(types);
        }
    }

    /** How many deliveries were queued, and behind which event there is more. */
    record Queued(int count, @Nullable String next) {}

    Uni<Page<Delivery>> list(Transaction tx, String tenantId, LogRepository.Filter filter, PageRequest page) {
        return log.page(tx, tenantId, filter, page).map(rows -> Page.of(rows, page, Delivery::id));
    }

    Uni<Logged> get(Transaction tx, String tenantId, String id) {
        return log.find(tx, tenantId, id)
                .onItem()
                .ifNull()
                .failWith(() -> absent(id))
                .chain(delivery -> logged(tx, delivery));
    }

    private Uni<Logged> logged(Transaction tx, Delivery delivery) {
        return log.attempts(tx, delivery.tenantId(), delivery.id(), ATTEMPTS)
                .chain(attempts -> log.body(tx, delivery.tenantId(), delivery.id(), MAX_BODY)
                        .map(body -> new Logged(delivery, attempts, body)));
    }

    Uni<QueuedDelivery> test(Transaction tx, String tenantId, String webhookId) {
        return webhooks.get(tx, tenantId, webhookId).chain(webhook -> {
            Message message = writer.test(webhook, Instant.now());
            return queued(tx, deliveries.test(new Endpoint(tenantId, webhookId), message));
        });
    }

    Uni<QueuedDelivery> again(Transaction tx, String tenantId, String deliveryId) {
        return log.findWhole(tx, tenantId, deliveryId)
                .onItem()
                .ifNull()
                .failWith(() -> absent(deliveryId))
                .invoke(ReplayService::refusePending)
                .call(former -> webhooks.get(tx, tenantId, former.endpoint().webhookId())
                        .invoke(ReplayService::refuseDisabled))
                .chain(former -> queued(tx, deliveries.replayOf(former)));
    }

    private static void refusePending(QueuedDelivery former) {
        if (former.state() == DeliveryState.PENDING) {
            throw new ProblemException(
                    ProblemType.CONFLICT, "The delivery " + former.id() + " is still under way; wait for its end.");
        }
    }

    private static void refuseDisabled(Webhook webhook) {
        if (!webhook.isEnabled()) {
            throw new ProblemException(
                    ProblemType.CONFLICT, "The webhook " + webhook.id() + " is disabled; enable it first.");
        }
    }

    private Uni<QueuedDelivery> queued(Transaction tx, QueuedDelivery delivery) {
        return queue.add(tx, List.of(delivery)).replaceWith(delivery);
    }

    /** Events of a span of time, as many as one call looks at. */
    Uni<Queued> again(Transaction tx, String tenantId, String webhookId, Range range) {
        Endpoint endpoint = new Endpoint(tenantId, webhookId);
        return webhooks.get(tx, tenantId, webhookId)
                .chain(() -> known(tx, tenantId, range.after()))
                .chain(() -> journal.between(tx, tenantId, range.from(), range.to(), range.after(), EVENTS + 1))
                .chain(events -> queue(tx, endpoint, range, events));
    }

    /** 404 if the tenant has no such event. */
    private Uni<Void> known(Transaction tx, String tenantId, @Nullable String eventId) {
        return eventId == null
                ? Uni.createFrom().voidItem()
                : journal.event(tx, tenantId, eventId)
                        .onItem()
                        .ifNull()
                        .failWith(() -> ProblemException.notFound("event", eventId))
                        .replaceWithVoid();
    }

    private Uni<Queued> queue(Transaction tx, Endpoint endpoint, Range range, List<JournalEvent> events) {
        List<JournalEvent> page = events.subList(0, Math.min(EVENTS, events.size()));
        String next = events.size() > EVENTS ? page.getLast().id() : null;
        WantedTypes types = new WantedTypes(range.types());
        List<JournalEvent> wanted =
                page.stream().filter(event -> types.include(event.type())).toList();
        return (range.failedOnly()
                        ? untaken(tx, endpoint, wanted)
                        : Uni.createFrom().item(wanted))
                .call(chosen -> queue.add(
                        tx,
                        chosen.stream()
                                .map(event -> deliveries.replayOfEvent(endpoint, event, writer.message(event)))
                                .toList()))
                .map(chosen -> new Queued(chosen.size(), next));
    }

    private Uni<List<JournalEvent>> untaken(Transaction tx, Endpoint endpoint, List<JournalEvent> events) {
        if (events.isEmpty()) {
            return Uni.createFrom().item(events);
        }
        return log.takenOrPending(
                        tx, endpoint, events.stream().map(JournalEvent::id).toList())
                .map(taken -> {
                    Set<String> known = new HashSet<>(taken);
                    return events.stream()
                            .filter(event -> !known.contains(event.id()))
                            .toList();
                });
    }

    private static ProblemException absent(String id) {
        return ProblemException.notFound("webhook delivery", id);
    }
}
