package tv.sluice.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;
import tv.sluice.api.WebhooksApi;
import tv.sluice.api.model.WebhookCreate;
import tv.sluice.api.model.WebhookDeliveryPage;
import tv.sluice.api.model.WebhookDeliveryState;
import tv.sluice.api.model.WebhookPage;
import tv.sluice.api.model.WebhookReplay;
import tv.sluice.api.model.WebhookReplayResult;
import tv.sluice.api.model.WebhookRotation;
import tv.sluice.platform.db.Database;
import tv.sluice.platform.web.Created;
import tv.sluice.platform.web.EntityTag;
import tv.sluice.platform.web.PageRequest;
import tv.sluice.tenant.Caller;

/** Webhooks and their deliveries over REST. */
@Cancellable(false)
class WebhookResource implements WebhooksApi {
    private final WebhookService webhooks;
    private final ReplayService replays;
    private final FanOut fanOut;
    private final Sender sender;
    private final Database database;
    private final Caller caller;

    WebhookResource(
            WebhookService webhooks,
            ReplayService replays,
            FanOut fanOut,
            Sender sender,
            Database database,
            Caller caller) {
        this.webhooks = webhooks;
        this.replays = replays;
        this.fanOut = fanOut;
        this.sender = sender;
        this.database = database;
        this.caller = caller;
    }

    @Override
    public Uni<RestResponse<tv.sluice.api.model.Webhook>> createWebhook(WebhookCreate create) {
        String tenant = caller.tenantId();
        return database.write(tx -> webhooks.create(tx, tenant, WebhookMapper.draft(create)))
                .invoke(() -> fanOut.follow(tenant))
                .map(made -> Created.secretAt("/v1/webhooks/" + made.webhook().id(), WebhookMapper.webhook(made)));
    }

    @Override
    public Uni<RestResponse<tv.sluice.api.model.Webhook>> getWebhook(String webhookId) {
        String tenant = caller.tenantId();
        return database.read(tx -> webhooks.get(tx, tenant, webhookId)).map(WebhookResource::answer);
    }

    @Override
    public Uni<RestResponse<WebhookPage>> listWebhooks(Integer limit, @Nullable String cursor) {
        String tenant = caller.tenantId();
        PageRequest page = PageRequest.of(limit, cursor, Webhook.PREFIX);
        return database.read(tx -> webhooks.list(tx, tenant, page))
                .map(found -> RestResponse.ok(WebhookMapper.page(found)));
    }

    @Override
    public Uni<RestResponse<tv.sluice.api.model.Webhook>> updateWebhook(
            String webhookId, JsonNode patch, @Nullable String ifMatch) {
        String tenant = caller.tenantId();
        return database.write(tx -> webhooks.patch(tx, tenant, webhookId, patch, ifMatch))
                .invoke(() -> fanOut.follow(tenant))
                .invoke(() -> sender.wake(List.of(new Endpoint(tenant, webhookId))))
                .map(WebhookResource::answer);
    }

    @Override
    public Uni<RestResponse<Void>> deleteWebhook(String webhookId, @Nullable String ifMatch) {
        String tenant = caller.tenantId();
        return database.write(tx -> webhooks.delete(tx, tenant, webhookId, ifMatch))
                .replaceWith(RestResponse.noContent());
    }

    @Override
    public Uni<RestResponse<tv.sluice.api.model.Webhook>> rotateWebhookSecret(
            String webhookId, WebhookRotation rotation) {
        String tenant = caller.tenantId();
        Duration overlap = Duration.ofSeconds(rotation.getOverlap());
        return database.write(tx -> webhooks.rotate(tx, tenant, webhookId, overlap))
                .map(made -> RestResponse.ResponseBuilder.ok(WebhookMapper.webhook(made))
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .build());
    }

    @Override
    public Uni<RestResponse<tv.sluice.api.model.WebhookDelivery>> testWebhook(String webhookId) {
        String tenant = caller.tenantId();
        return database.write(tx -> replays.test(tx, tenant, webhookId)).map(this::underWay);
    }

    @Override
    public Uni<RestResponse<WebhookReplayResult>> replayWebhook(String webhookId, WebhookReplay replay) {
        String tenant = caller.tenantId();
        ReplayService.Range range = WebhookMapper.range(replay, Instant.now());
        return database.write(tx -> replays.again(tx, tenant, webhookId, range))
                .invoke(() -> sender.wake(List.of(new Endpoint(tenant, webhookId))))
                .map(queued -> RestResponse.accepted(WebhookMapper.result(queued)));
    }

    @Override
    public Uni<RestResponse<WebhookDeliveryPage>> listWebhookDeliveries(
            Integer limit,
            @Nullable String cursor,
            @Nullable String webhookId,
            @Nullable String eventId,
            @Nullable WebhookDeliveryState state) {
        String tenant = caller.tenantId();
        PageRequest page = PageRequest.of(limit, cursor, Delivery.PREFIX);
        LogRepository.Filter filter = new LogRepository.Filter(webhookId, eventId, WebhookMapper.state(state));
        return database.read(tx -> replays.list(tx, tenant, filter, page))
                .map(found -> RestResponse.ok(WebhookMapper.deliveries(found)));
    }

    @Override
    public Uni<RestResponse<tv.sluice.api.model.WebhookDelivery>> getWebhookDelivery(String deliveryId) {
        String tenant = caller.tenantId();
        return database.read(tx -> replays.get(tx, tenant, deliveryId))
                .map(found -> RestResponse.ok(WebhookMapper.delivery(found)));
    }

    @Override
    public Uni<RestResponse<tv.sluice.api.model.WebhookDelivery>> replayWebhookDelivery(String deliveryId) {
        String tenant = caller.tenantId();
        return database.write(tx -> replays.again(tx, tenant, deliveryId)).map(this::underWay);
    }

    private RestResponse<tv.sluice.api.model.WebhookDelivery> underWay(QueuedDelivery queued) {
        sender.wake(List.of(queued.endpoint()));
        return RestResponse.accepted(WebhookMapper.delivery(queued));
    }

    private static RestResponse<tv.sluice.api.model.Webhook> answer(Webhook webhook) {
        return RestResponse.ResponseBuilder.ok(WebhookMapper.webhook(webhook))
                .header(HttpHeaders.ETAG, new EntityTag(webhook.version()).header())
                .build();
    }
}
