package tv.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.sluice.Api.expect;
import static tv.sluice.Api.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tv.sluice.Api;
import tv.sluice.Polling;
import tv.sluice.SluiceProcess;
import tv.sluice.WebhookReceiver;
import tv.sluice.WebhookReceiver.Answer;
import tv.sluice.WebhookReceiver.Got;

/** Webhooks as their owners see them: real requests to a real receiver, checked by a public library. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebhookIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    private WebhookReceiver receiver;
    private SluiceProcess program;
    private Api api;

    @BeforeAll
    void start() throws IOException {
        receiver = new WebhookReceiver();
        receiver.answer(this::answer);
        program = SluiceProcess.inTemporaryFolder()
                .withRoles("api,delivery")
                .with(Map.of(
                        "sluice.webhook.allow", "127.0.0.0/8",
                        "sluice.webhook.retry-delays", "200ms,400ms",
                        "sluice.webhook.timeout", "2s",
                        "sluice.webhook.give-up-after", "3s",
                        "sluice.webhook.disable-after", "1s",
                        "sluice.webhook.disable-failures", "2",
                        "sluice.webhook.max-per-tenant", "40"))
                .start()
                .awaitReady();
        api = program.api();
    }

    @AfterAll
    void stop() {
        program.close();
        receiver.close();
    }

    private final Set<String> refusedOnce = ConcurrentHashMap.newKeySet();

    private Answer answer(Got request) {
        return switch (request.path()) {
            case "/twice" -> refusedOnce.add(request.header("webhook-id")) ? Answer.of(500) : Answer.of(200);
            case "/gone" -> Answer.of(410);
            case "/dead" -> Answer.of(500);
            case "/moved" -> new Answer(302, Map.of("Location", receiver.url("/elsewhere")), "");
            case "/wordy" -> new Answer(200, Map.of("X-Note", "hello"), "x".repeat(10_000));
            case "/busy" ->
                refusedOnce.add(request.path())
                        ? new Answer(429, Map.of("Retry-After", "2"), "slow down")
                        : Answer.of(200);
            case "/ordered" -> isRefused(request) ? Answer.of(500) : Answer.of(200);
            case "/first-hangs" -> refusedOnce.add("/first-hangs") ? Answer.NEVER : Answer.of(200);
            default -> Answer.of(204);
        };
    }

    /** The first three attempts at the first change of one of the videos. */
    private boolean isRefused(Got request) {
        return request.body().contains("Stuck 1")
                && receiver.got("/ordered").stream()
                                .filter(each -> each.body().contains("Stuck 1"))
                                .count()
                        < 4;
    }

    @Test
    void isMadeReadChangedAndDeleted() {
        HttpResponse<byte[]> created = api.post(
                "/v1/webhooks",
                "{\"url\":\"https://example.com/hook\",\"description\":\"Mine\",\"types\":[\"video.ready\",\"upload.*\"]}");
        expect(created, 201);
        JsonNode made = json(created);
        assertThat(made.get("secret").asText()).matches("whsec_[A-Za-z0-9+/]{43}=");
        assertThat(created.headers().firstValue("Cache-Control")).contains("no-store");
        String path = created.headers().firstValue("Location").orElseThrow();
        JsonNode got = json(api.get(path));
        assertThat(got.has("secret")).isFalse();
        assertThat(got.get("state").asText()).isEqualTo("ENABLED");
        assertThat(got.get("types")).hasSize(2);

        HttpResponse<byte[]> patched = api.patch(path, "{\"description\":null,\"types\":[],\"state\":\"DISABLED\"}");
        expect(patched, 200);
        assertThat(json(patched).has("description")).isFalse();
        assertThat(json(patched).get("types")).isEmpty();
        assertThat(json(patched).get("state").asText()).isEqualTo("DISABLED");
        assertThat(json(patched).has("disabledReason")).isFalse();
        expect(
                Api.send(api.request(path)
                        .header("If-Match", "\"1\"")
                        .header("Content-Type", "application/merge-patch+json")
                        .method("PATCH", BodyPublishers.ofString("{\"state\":\"ENABLED\"}"))),
                412);
        assertThat(items("/v1/webhooks?limit=100"))
                .extracting(item -> item.get("id").asText())
                .contains(made.get("id").asText());
        expect(api.delete(path), 204);
        expect(api.get(path), 404);
        expect(api.delete(path), 404);
        expect(api.post(path + "/test", ""), 404);
    }

    @Test
    void aTenantCannotHaveAnyNumberOfThem() {
        List<String> made = new ArrayList<>();
        HttpResponse<byte[]> last = webhook("/many");
        while (last.statusCode() == 201 && made.size() < 50) {
            made.add(json(last).get("id").asText());
            last = webhook("/many");
        }
        assertThat(last.statusCode()).isEqualTo(409);
        assertThat(json(last).get("code").asText()).isEqualTo("too_many_webhooks");
        made.forEach(id -> expect(api.delete("/v1/webhooks/" + id), 204));
    }

    @Test
    void anEventArrivesSignedAndWithTheWholeObject() {
        JsonNode hook = json(webhook("/plain", "video.*"));
        String video = video("Signed");
        Got request = receiver.await("/plain", got -> got.type().equals("video.created"), SOON);
        assertThat(request.isSignedWith(hook.get("secret").asText())).isTrue();
        assertThat(request.header("webhook-id"))
                .isEqualTo(request.json().get("id").asText());
        assertThat(request.header("Content-Type")).isEqualTo("application/json");
        JsonNode event = request.json();
        assertThat(event.at("/object/type").asText()).isEqualTo("video");
        assertThat(event.at("/object/id").asText()).isEqualTo(video);
        assertThat(event.at("/data/id").asText()).isEqualTo(video);
        assertThat(event.at("/data/title").asText()).isEqualTo("Signed");
        assertThat(event.get("sequence").asInt()).isEqualTo(1);
        assertThat(event.at("/actor/kind").asText()).isEqualTo("API_KEY");
        assertThat(event.get("requestId").asText()).isNotEmpty();
        assertThat(Instant.parse(event.get("timestamp").asText())).isBefore(Instant.now());

        JsonNode delivery = awaitDelivery(hook, "SUCCEEDED");
        JsonNode logged =
                json(api.get("/v1/webhook-deliveries/" + delivery.get("id").asText()));
        JsonNode attempt = logged.at("/attempts/0");
        assertThat(logged.get("attemptCount").asInt()).isEqualTo(1);
        assertThat(attempt.at("/request/url").asText()).isEqualTo(receiver.url("/plain"));
        assertThat(attempt.at("/request/body").asText()).isEqualTo(request.body());
        assertThat(attempt.at("/request/headers/webhook-id").asText()).isEqualTo(request.header("webhook-id"));
        assertThat(attempt.at("/request/headers").has("webhook-signature")).isFalse();
        assertThat(attempt.at("/response/httpStatus").asInt()).isEqualTo(204);
        drop(hook);
    }

    @Test
    void typesAreFiltered() {
        JsonNode exact = json(webhook("/exact", "video.updated"));
        JsonNode all = json(webhook("/all"));
        String video = video("Filtered");
        expect(api.patch("/v1/videos/" + video, "{\"title\":\"Filtered again\"}"), 200);
        receiver.await("/all", got -> isOf(got, "video.updated", video), SOON);
        receiver.await("/exact", got -> isOf(got, "video.updated", video), SOON);
        assertThat(receiver.got("/exact").stream().map(Got::type)).containsOnly("video.updated");
        assertThat(receiver.got("/all").stream().map(Got::type)).contains("video.created", "upload.created");
        assertThat(receiver.got("/all", "webhook.created"))
                .as("what was before it was made is not sent, itself is")
                .noneMatch(got -> got.json()
                        .at("/object/id")
                        .asText()
                        .equals(exact.get("id").asText()))
                .anySatisfy(got -> {
                    assertThat(got.json().at("/object/id").asText())
                            .isEqualTo(all.get("id").asText());
                    assertThat(got.body()).doesNotContain("whsec_");
                });
        drop(exact);
        drop(all);
    }

    @Test
    void whatFailsIsTriedAgainUnderTheSameId() {
        JsonNode hook = json(webhook("/twice", "video.created"));
        video("Twice");
        Polling.until("it is taken", SOON, () -> receiver.got("/twice").size() >= 2);
        List<Got> both = receiver.got("/twice");
        assertThat(both.get(0).header("webhook-id")).isEqualTo(both.get(1).header("webhook-id"));
        assertThat(both).allMatch(got -> got.isSignedWith(hook.get("secret").asText()));
        JsonNode delivery = awaitDelivery(hook, "SUCCEEDED");
        JsonNode logged =
                json(api.get("/v1/webhook-deliveries/" + delivery.get("id").asText()));
        assertThat(logged.get("attempts")).hasSize(2);
        assertThat(logged.at("/attempts/0/failure").asText()).isEqualTo("The endpoint answered 500.");
        assertThat(logged.at("/attempts/1/response/httpStatus").asInt()).isEqualTo(200);
        drop(hook);
    }

    @Test
    void whoDoesNotAnswerIsTriedAgain() {
        JsonNode hook = json(webhook("/first-hangs", "video.created"));
        video("Hangs");
        Polling.until(
                "it is asked again", SOON, () -> receiver.got("/first-hangs").size() >= 2);
        JsonNode delivery = awaitDelivery(hook, "SUCCEEDED");
        JsonNode attempt = json(api.get(
                        "/v1/webhook-deliveries/" + delivery.get("id").asText()))
                .at("/attempts/0");
        assertThat(attempt.get("failure").asText()).isEqualTo("There was no answer within 2 s.");
        assertThat(attempt.get("durationMillis").asInt()).isBetween(1_900, 6_000);
        assertThat(attempt.has("response")).isFalse();
        drop(hook);
    }

    @Test
    void anEndpointIsLeftAloneForAsLongAsItAsks() {
        JsonNode hook = json(webhook("/busy", "video.created"));
        video("Busy");
        Polling.until("it is asked again", SOON, () -> receiver.got("/busy").size() >= 2);
        List<Got> both = receiver.got("/busy");
        assertThat(Duration.between(both.get(0).at(), both.get(1).at())).isGreaterThan(Duration.ofMillis(1_900));
        drop(hook);
    }

    @Test
    void eventsOfAnObjectKeepTheirOrderWhileOthersGoOn() {
        JsonNode hook = json(webhook("/ordered", "video.updated"));
        String stuck = video("Stuck");
        String free = video("Free");
        for (int i = 1; i <= 3; i++) {
            expect(api.patch("/v1/videos/" + stuck, "{\"title\":\"Stuck " + i + "\"}"), 200);
        }
        expect(api.patch("/v1/videos/" + free, "{\"title\":\"Free 1\"}"), 200);
        receiver.await("/ordered", got -> got.body().contains("Stuck 3"), SOON);
        List<String> titles = receiver.got("/ordered").stream()
                .map(got -> got.json().at("/data/title").asText())
                .toList();
        assertThat(titles.stream().filter(title -> title.startsWith("Stuck")).toList())
                .containsExactly("Stuck 1", "Stuck 1", "Stuck 1", "Stuck 1", "Stuck 2", "Stuck 3");
        assertThat(titles.indexOf("Free 1")).isLessThan(titles.indexOf("Stuck 2"));
        drop(hook);
    }

    @Test
    void bothSecretsAreGoodUntilTheEndOfTheOverlap() {
        JsonNode hook = json(webhook("/rotated", "video.created"));
        String old = hook.get("secret").asText();
        String path = "/v1/webhooks/" + hook.get("id").asText();
        HttpResponse<byte[]> rotated = api.post(path + "/rotate", "{\"overlap\":3600}");
        expect(rotated, 200);
        String current = json(rotated).get("secret").asText();
        assertThat(current).isNotEqualTo(old);
        assertThat(Instant.parse(json(rotated).get("oldSecretExpiresAt").asText()))
                .isAfter(Instant.now());
        video("Overlap");
        Got first = receiver.await("/rotated", got -> true, SOON);
        assertThat(first.header("webhook-signature").split(" ")).hasSize(2);
        assertThat(first.isSignedWith(old)).isTrue();
        assertThat(first.isSignedWith(current)).isTrue();

        String last = json(api.post(path + "/rotate", "{\"overlap\":0}"))
                .get("secret")
                .asText();
        assertThat(json(api.get(path)).has("oldSecretExpiresAt")).isFalse();
        video("After");
        Polling.until(
                "the second event arrives", SOON, () -> receiver.got("/rotated").size() == 2);
        Got second = receiver.got("/rotated").getLast();
        assertThat(second.isSignedWith(last)).isTrue();
        assertThat(second.isSignedWith(current)).isFalse();
        drop(hook);
    }

    @Test
    void goneIsGoneAndOthersAreTold() {
        JsonNode watcher = json(webhook("/watcher", "webhook.disabled"));
        JsonNode hook = json(webhook("/gone", "video.created"));
        video("Gone");
        JsonNode disabled = api.await(
                "/v1/webhooks/" + hook.get("id").asText(),
                found -> found.get("state").asText().equals("DISABLED"),
                SOON);
        assertThat(disabled.get("disabledReason").asText()).contains("410");
        Got notice = receiver.await(
                "/watcher",
                got -> got.json()
                        .at("/object/id")
                        .asText()
                        .equals(hook.get("id").asText()),
                SOON);
        assertThat(notice.json().at("/data/state").asText()).isEqualTo("DISABLED");
        assertThat(receiver.got("/gone")).hasSize(1);
        JsonNode failed = awaitDelivery(hook, "FAILED");
        expect(api.post("/v1/webhook-deliveries/" + failed.get("id").asText() + "/replay", ""), 409);
        drop(hook);
        drop(watcher);
    }

    @Test
    void whoTakesNothingForLongIsDisabled() {
        JsonNode hook = json(webhook("/dead", "video.created"));
        video("Dead 1");
        video("Dead 2");
        JsonNode disabled = api.await(
                "/v1/webhooks/" + hook.get("id").asText(),
                found -> found.get("state").asText().equals("DISABLED"),
                SOON);
        assertThat(disabled.get("disabledReason").asText()).startsWith("The endpoint has taken nothing since");
        assertThat(disabled.has("failingSince")).isTrue();
        JsonNode enabled = json(api.patch("/v1/webhooks/" + hook.get("id").asText(), "{\"state\":\"ENABLED\"}"));
        assertThat(enabled.has("disabledReason")).isFalse();
        assertThat(enabled.has("failingSince")).isFalse();
        drop(hook);
    }

    @Test
    void redirectsAreNotFollowedAndLongAnswersAreCut() {
        JsonNode moved = json(webhook("/moved", "signing_key.created"));
        JsonNode wordy = json(webhook("/wordy", "signing_key.created"));
        expect(api.post("/v1/signing-keys", "{\"name\":\"Moves\"}"), 201);
        JsonNode failed = awaitDelivery(moved, "FAILED");
        JsonNode attempts = json(api.get(
                        "/v1/webhook-deliveries/" + failed.get("id").asText()))
                .get("attempts");
        assertThat(attempts)
                .allSatisfy(attempt -> assertThat(attempt.get("failure").asText())
                        .isEqualTo("The endpoint answered 302; redirects are not followed."));
        assertThat(receiver.got("/elsewhere")).isEmpty();
        JsonNode taken = awaitDelivery(wordy, "SUCCEEDED");
        JsonNode attempt = json(api.get(
                        "/v1/webhook-deliveries/" + taken.get("id").asText()))
                .at("/attempts/0");
        assertThat(attempt.at("/response/body").asText()).hasSize(4_096);
        assertThat(attempt.at("/response/headers/x-note").asText()).isEqualTo("hello");
        drop(moved);
        drop(wordy);
    }

    @Test
    void aTestIsSentNowAndIsNoEvent() {
        JsonNode hook = json(webhook("/tried", "video.ready"));
        HttpResponse<byte[]> answer = api.post("/v1/webhooks/" + hook.get("id").asText() + "/test", "");
        expect(answer, 202);
        assertThat(json(answer).get("eventType").asText()).isEqualTo("webhook.test");
        Got request = receiver.await("/tried", got -> got.type().equals("webhook.test"), SOON);
        assertThat(request.isSignedWith(hook.get("secret").asText())).isTrue();
        assertThat(request.json().get("id").asText())
                .isEqualTo(json(answer).get("eventId").asText());
        api.await(
                "/v1/webhook-deliveries/" + json(answer).get("id").asText(),
                found -> found.get("state").asText().equals("SUCCEEDED"),
                SOON);
        drop(hook);
    }

    @Test
    void oneDeliveryOrAllOfASpanOfTimeAreSentAgain() {
        JsonNode hook = json(webhook("/again", "video.created"));
        Instant from = Instant.now().minusSeconds(1);
        String video = video("Again");
        Got first = receiver.await("/again", got -> isOf(got, "video.created", video), SOON);
        JsonNode delivery = awaitDelivery(hook, "SUCCEEDED");
        HttpResponse<byte[]> replayed =
                api.post("/v1/webhook-deliveries/" + delivery.get("id").asText() + "/replay", "");
        expect(replayed, 202);
        assertThat(json(replayed).get("replay").asBoolean()).isTrue();
        Polling.until("it is sent again", SOON, () -> receiver.got("/again").size() == 2);
        Got second = receiver.got("/again").getLast();
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.header("webhook-id")).isEqualTo(first.header("webhook-id"));

        String replay = "/v1/webhooks/" + hook.get("id").asText() + "/replay";
        JsonNode untaken =
                json(api.post(replay, "{\"from\":\"" + from + "\",\"types\":[\"video.created\"],\"failedOnly\":true}"));
        assertThat(untaken.get("queued").asInt())
                .as("only what other tests made before, none of it this one's")
                .isGreaterThanOrEqualTo(0);
        JsonNode range = json(api.post(replay, "{\"from\":\"" + from + "\",\"types\":[\"video.created\"]}"));
        assertThat(range.get("queued").asInt()).isPositive();
        assertThat(range.has("nextAfter")).isFalse();
        Polling.until(
                "it is sent a third time",
                SOON,
                () -> receiver.got("/again").stream()
                                .filter(got -> isOf(got, "video.created", video))
                                .count()
                        == 3);
        assertThat(items("/v1/webhook-deliveries?eventId=" + first.header("webhook-id") + "&webhookId="
                        + hook.get("id").asText()))
                .hasSize(3);
        drop(hook);
    }

    @Test
    void aDeletedWebhookTakesItsLogAlong() {
        JsonNode hook = json(webhook("/short-lived", "video.created"));
        video("Short-lived");
        JsonNode delivery = awaitDelivery(hook, "SUCCEEDED");
        drop(hook);
        expect(api.get("/v1/webhook-deliveries/" + delivery.get("id").asText()), 404);
        assertThat(items("/v1/webhook-deliveries?webhookId=" + hook.get("id").asText()))
                .isEmpty();
    }

    private HttpResponse<byte[]> webhook(String path, String... types) {
        String list = List.of(types).stream().map(type -> '"' + type + '"').collect(Collectors.joining(","));
        return api.post("/v1/webhooks", "{\"url\":\"" + receiver.url(path) + "\",\"types\":[" + list + "]}");
    }

    private void drop(JsonNode hook) {
        expect(api.delete("/v1/webhooks/" + hook.get("id").asText()), 204);
    }

    /** A video that waits for its bytes. */
    private String video(String title) {
        HttpResponse<byte[]> created = api.post(
                "/v1/uploads", "{\"filename\":\"a.mp4\",\"size\":1000,\"video\":{\"title\":\"" + title + "\"}}");
        expect(created, 201);
        return json(created).get("videoId").asText();
    }

    private static boolean isOf(Got got, String type, String object) {
        return got.type().equals(type) && got.json().at("/object/id").asText().equals(object);
    }

    private JsonNode awaitDelivery(JsonNode hook, String state) {
        return api.await(
                        "/v1/webhook-deliveries?webhookId=" + hook.get("id").asText() + "&state=" + state,
                        page -> !page.get("items").isEmpty(),
                        SOON)
                .at("/items/0");
    }

    private List<JsonNode> items(String path) {
        HttpResponse<byte[]> answer = api.get(path);
        expect(answer, 200);
        return StreamSupport.stream(json(answer).get("items").spliterator(), false)
                .toList();
    }
}
