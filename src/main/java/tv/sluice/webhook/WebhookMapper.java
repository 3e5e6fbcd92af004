package tv.sluice.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tv.sluice.api.model.WebhookAttempt;
import tv.sluice.api.model.WebhookCreate;
import tv.sluice.api.model.WebhookDeliveryPage;
import tv.sluice.api.model.WebhookDeliveryState;
import tv.sluice.api.model.WebhookMessage;
import tv.sluice.api.model.WebhookPage;
import tv.sluice.api.model.WebhookReplay;
import tv.sluice.api.model.WebhookReplayResult;
import tv.sluice.platform.journal.StateJson;
import tv.sluice.platform.web.Page;

/** Between the contract's shapes of webhooks and ours. */
final class WebhookMapper {
    private static final int MAX_BODY = 4 * 1024;

    private WebhookMapper() {}

    static WebhookDraft draft(WebhookCreate create) {
        return new WebhookDraft(
                create.getUrl(),
                create.getDescription(),
                create.getTypes() == null ? List.of() : List.copyOf(create.getTypes()));
    }

    static ReplayService.Range range(WebhookReplay replay, Instant now) {
        return new ReplayService.Range(
                replay.getFrom(),
                replay.getTo() == null ? now : replay.getTo(),
                replay.getTypes() == null ? List.of() : List.copyOf(replay.getTypes()),
                Boolean.TRUE.equals(replay.getFailedOnly()),
                replay.getAfter());
    }

    /** As its GET answers it, for the journal. */
    static JsonNode json(Webhook webhook) {
        return StateJson.of(webhook(webhook));
    }

    static tv.sluice.api.model.Webhook webhook(Webhook webhook) {
        return new tv.sluice.api.model.Webhook()
                .id(webhook.id())
                .url(webhook.url())
                .description(webhook.description())
                .types(webhook.types())
                .state(tv.sluice.api.model.WebhookState.valueOf(webhook.state().name()))
                .disabledReason(webhook.disabledReason())
                .oldSecretExpiresAt(webhook.oldSecretExpiresAt(Instant.now()))
                .failingSince(webhook.failingSince())
                .createdAt(webhook.createdAt())
                .updatedAt(webhook.updatedAt());
    }

    static tv.sluice.api.model.Webhook webhook(WebhookService.WithSecret made) {
        return webhook(made.webhook()).secret(made.secret().text());
    }

    static WebhookPage page(Page<Webhook> page) {
        return new WebhookPage()
                .items(page.items().stream().map(WebhookMapper::webhook).toList())
                .nextCursor(page.nextCursor());
    }

    static @Nullable DeliveryState state(@Nullable WebhookDeliveryState state) {
        return state == null ? null : DeliveryState.valueOf(state.name());
    }

    static WebhookDeliveryPage deliveries(Page<Delivery> page) {
        return new WebhookDeliveryPage()
                .items(page.items().stream().map(WebhookMapper::delivery).toList())
                .nextCursor(page.nextCursor());
    }

    static tv.sluice.api.model.WebhookDelivery delivery(Delivery delivery) {
        return new tv.sluice.api.model.WebhookDelivery()
                .id(delivery.id())
                .webhookId(delivery.webhookId())
                .eventId(delivery.eventId())
                .eventType(delivery.eventType())
                .state(WebhookDeliveryState.valueOf(delivery.state().name()))
                .attemptCount(delivery.attemptCount())
                .nextAttemptAt(delivery.nextAttemptAt())
                .replay(delivery.isReplay())
                .createdAt(delivery.createdAt());
    }

    /** One that has just been queued. */
    static tv.sluice.api.model.WebhookDelivery delivery(QueuedDelivery delivery) {
        return new tv.sluice.api.model.WebhookDelivery()
                .id(delivery.id())
                .webhookId(delivery.endpoint().webhookId())
                .eventId(delivery.message().eventId())
                .eventType(delivery.message().eventType())
                .state(WebhookDeliveryState.valueOf(delivery.state().name()))
                .attemptCount(delivery.attemptCount())
                .nextAttemptAt(delivery.createdAt())
                .replay(delivery.isReplay())
                .createdAt(delivery.createdAt());
    }

    static tv.sluice.api.model.WebhookDelivery delivery(ReplayService.Logged logged) {
        return delivery(logged.delivery())
                .attempts(logged.attempts().reversed().stream()
                        .map(attempt -> attempt(attempt, logged.body()))
                        .toList());
    }

    private static WebhookAttempt attempt(Attempt attempt, String body) {
        return new WebhookAttempt()
                .number(attempt.number())
                .sentAt(attempt.sentAt())
                .durationMillis(attempt.durationMillis())
                .request(message(attempt.requestHeaders(), body).url(attempt.url()))
                .response(response(attempt))
                .failure(attempt.failure());
    }

    private static @Nullable WebhookMessage response(Attempt attempt) {
        Integer status = attempt.httpStatus();
        Map<String, String> headers = attempt.responseHeaders();
        String body = attempt.responseBody();
        return status == null || headers == null || body == null
                ? null
                : message(headers, body).httpStatus(status);
    }

    private static WebhookMessage message(Map<String, String> headers, String body) {
        return new WebhookMessage().headers(headers).body(cut(body));
    }

    /** A character that does not fit whole is left out. */
    private static String cut(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= MAX_BODY) {
            return body;
        }
        int end = MAX_BODY;
        while ((bytes[end] & 0xC0) == 0x80) {
            end--;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }

    static WebhookReplayResult result(ReplayService.Queued queued) {
        return new WebhookReplayResult().queued(queued.count()).nextAfter(queued.next());
    }
}
