package tv.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.sluice.Api.expect;
import static tv.sluice.Api.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tv.sluice.Api;
import tv.sluice.SluiceProcess;

/** Who did what, what an object was, and a change taken back. */
class AuditIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final String NOBODY = "aud_zzzzzzzzzzzzzzzzzzzzzzzzzz";

    private static SluiceProcess program;
    private static Api api;

    @BeforeAll
    static void start() throws IOException {
        program = SluiceProcess.inTemporaryFolder()
                .withRoles("api")
                .with("sluice.database.timeout", "30s")
                .start()
                .awaitReady();
        api = program.api();
    }

    @AfterAll
    static void stop() {
        program.close();
    }

    @Test
    void aChangeSaysWhoDidWhatAndWhatIsDifferent() {
        String video = video("First");
        HttpResponse<byte[]> patched = Api.send(api.request("/v1/videos/" + video)
                .header("Content-Type", "application/merge-patch+json")
                .header("X-Request-Id", "audit-it-1")
                .method("PATCH", BodyPublishers.ofString("{\"title\":\"Second\",\"externalId\":\"who-did-what\"}")));
        expect(patched, 200);

        JsonNode entry = only("requestId=audit-it-1");
        assertThat(entry.at("/actor/kind").asText()).isEqualTo("API_KEY");
        assertThat(entry.at("/actor/id").asText()).startsWith("apk_");
        assertThat(entry.get("address").asText()).isEqualTo("127.0.0.1");
        assertThat(entry.get("operation").asText()).isEqualTo("updateVideo");
        assertThat(entry.get("outcome").asInt()).isEqualTo(200);
        assertThat(entry.at("/object/type").asText()).isEqualTo("video");
        assertThat(entry.at("/object/id").asText()).isEqualTo(video);
        assertThat(entry.get("event").asText()).isEqualTo("video.updated");
        assertThat(entry.at("/before/title").asText()).isEqualTo("First");
        assertThat(entry.at("/after/title").asText()).isEqualTo("Second");
        assertThat(entry.get("undoable").asBoolean()).isTrue();
        assertThat(change(entry, "/title"))
                .isEqualTo(tree("{\"pointer\":\"/title\",\"before\":\"First\",\"after\":\"Second\"}"));
        assertThat(change(entry, "/externalId"))
                .isEqualTo(tree("{\"pointer\":\"/externalId\",\"after\":\"who-did-what\"}"));
        assertThat(change(entry, "/state")).isNull();

        String id = entry.get("id").asText();
        HttpResponse<byte[]> one = api.get("/v1/audit/" + id);
        assertThat(json(one)).isEqualTo(entry);
        expect(
                Api.send(api.request("/v1/audit/" + id)
                        .header(
                                "If-None-Match",
                                one.headers().firstValue("ETag").orElseThrow())
                        .GET()),
                304);
        assertThat(json(api.get("/v1/audit/" + id + "?fields=id,operation")))
                .isEqualTo(tree("{\"id\":\"" + id + "\",\"operation\":\"updateVideo\"}"));
    }

    @Test
    void aCallThatWasRefusedIsThereToo() {
        HttpResponse<byte[]> refused = Api.send(api.request("/v1/videos/vid_zzzzzzzzzzzzzzzzzzzzzzzzzz")
                .header("X-Request-Id", "audit-it-refused")
                .DELETE());
        expect(refused, 404);
        JsonNode page = api.await(
                "/v1/audit?requestId=audit-it-refused",
                each -> each.get("items").size() == 1,
                DEADLINE);
        JsonNode entry = page.at("/items/0");
        assertThat(entry.get("operation").asText()).isEqualTo("deleteVideo");
        assertThat(entry.get("outcome").asInt()).isEqualTo(404);
        assertThat(entry.get("undoable").asBoolean()).isFalse();
        assertThat(entry.has("object")).isFalse();
        expect(undo(entry), 422);
    }

    @Test
    void everyFilterFindsWhatItSaysPageByPage() {
        String video = video("Filtered");
        Instant begin = at(patch(video, "{\"title\":\"1\"}"));
        patch(video, "{\"title\":\"2\"}");
        Instant end = at(patch(video, "{\"title\":\"3\"}"));
        String actor = only("objectId=" + video + "&operation=updateVideo&from=" + end)
                .at("/actor/id")
                .asText();

        List<JsonNode> all = walk("objectId=" + video, 2);
        assertThat(all).hasSizeGreaterThan(3);
        assertThat(all)
                .extracting(entry -> entry.get("sequence").asLong())
                .isSortedAccordingTo((a, b) -> Long.compare(b, a));
        assertThat(walk("objectId=" + video + "&operation=updateVideo", 1)).hasSize(3);
        assertThat(walk("objectId=" + video + "&operation=updateVideo&actorId=" + actor, 100))
                .hasSize(3);
        assertThat(walk("objectId=" + video + "&operation=updateVideo&from=" + begin + "&to=" + end, 1))
                .hasSize(2);
        assertThat(walk("actorId=" + actor + "&operation=updateVideo&from=" + begin + "&to=" + end, 100))
                .extracting(entry -> entry.at("/object/id").asText())
                .contains(video);
        assertThat(walk("actorId=apk_zzzzzzzzzzzzzzzzzzzzzzzzzz", 100)).isEmpty();
        assertThat(walk("objectId=" + video + "&from=2999-01-01T00:00:00Z", 100))
                .isEmpty();
        assertThat(walk("to=2001-01-01T00:00:00Z", 100)).isEmpty();
        assertThat(walk("from=2001-01-01T00:00:00Z&to=2999-01-01T00:00:00Z&objectId=" + video, 100))
                .isEqualTo(all);

        expect(api.get("/v1/audit?from=2026-02-30T00:00:00Z"), 400);
        expect(api.get("/v1/audit?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z"), 400);
        expect(api.get("/v1/audit?objectId=x"), 400);
        expect(api.get("/v1/audit?cursor=MTI"), 400);
        expect(api.get("/v1/audit?color=blue"), 400);
        expect(api.get("/v1/audit/" + NOBODY), 404);
    }

    @Test
    void theExportIsTheListAndAnybodyCanRecomputeIt() throws IOException {
        String video = video("Exported \u00fc \u20ac \ud83c\udfac \" \\ / <b>");
        patch(video, "{\"description\":\"line\\nbreak\",\"title\":null}");
        HttpResponse<byte[]> answer = api.get("/v1/audit/export");
        expect(answer, 200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/x-ndjson");
        List<JsonNode> exported = lines(answer);
        List<JsonNode> listed =
                new ArrayList<>(walk("from=2001-01-01T00:00:00Z", 100).reversed());
        listed.removeIf(entry -> entry.get("sequence").asLong() > exported.size());
        assertThat(listed).hasSameSizeAs(exported);
        String previous = "0".repeat(64);
        for (int i = 0; i < exported.size(); i++) {
            ObjectNode entry = (ObjectNode) exported.get(i);
            ObjectNode inList = listed.get(i).deepCopy();
            inList.remove(List.of("changes", "undoable"));
            assertThat(entry).isEqualTo(inList);
            assertThat(entry.get("sequence").asLong()).isEqualTo(i + 1);
            assertThat(entry.remove("previousHash").asText()).isEqualTo(previous);
            previous = entry.remove("hash").asText();
            // The lines are in canonical form but for the two hashes at their end: what is left has only to be written
            // again.
            assertThat(sha256(listed.get(i).get("previousHash").asText() + JSON.writeValueAsString(sorted(entry))))
                    .isEqualTo(previous);
        }
        JsonNode verified = json(api.get("/v1/audit/verify?from=" + exported.size()));
        assertThat(verified.get("valid").asBoolean()).isTrue();
        assertThat(verified.get("firstSequence").asLong()).isEqualTo(exported.size());

        Instant middle =
                Instant.parse(exported.get(exported.size() / 2).get("at").asText());
        List<JsonNode> before = lines(api.get("/v1/audit/export?to=" + middle));
        List<JsonNode> since = lines(api.get("/v1/audit/export?from=" + middle));
        assertThat(before.size()).isPositive();
        assertThat(since.subList(0, exported.size() - before.size()))
                .extracting(entry -> entry.get("id"))
                .isEqualTo(exported.subList(before.size(), exported.size()).stream()
                        .map(entry -> entry.get("id"))
                        .toList());
        assertThat(before)
                .allSatisfy(entry ->
                        assertThat(Instant.parse(entry.get("at").asText())).isBefore(middle));

        expect(api.anonymous().get("/v1/audit/export"), 401);
        expect(api.get("/v1/audit/export?from=never"), 400);
        expect(api.get("/v1/audit/export?fields=id"), 400);
        assertThat(Api.send(api.request("/v1/audit/export").method("HEAD", BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void anObjectIsWhatItWasAtAnyInstant() {
        Instant before = Instant.now().minusSeconds(1);
        String video = video("One");
        Instant created = Instant.parse(
                json(api.get("/v1/videos/" + video)).get("createdAt").asText());
        Instant two = at(patch(video, "{\"title\":\"Two\"}"));
        Instant three = at(patch(video, "{\"title\":\"Three\"}"));
        expect(api.delete("/v1/videos/" + video), 204);

        String path = "/v1/videos/" + video;
        expect(api.get(path), 404);
        expect(api.get(path + "?at=" + before), 404);
        expect(api.get(path + "?at=" + Instant.now()), 404);
        expect(api.get(path + "?at=2999-01-01T00:00:00Z"), 404);
        expect(api.get(path + "?at=2026-13-01T00:00:00Z"), 400);
        expect(api.get(path + "?at=yesterday"), 400);
        assertThat(title(path + "?at=" + two.minusNanos(1_000))).isEqualTo("One");
        assertThat(title(path + "?at=" + two)).isEqualTo("Two");
        assertThat(title(path + "?at=" + three)).isEqualTo("Three");
        HttpResponse<byte[]> past = api.get(path + "?at=" + two + "&fields=title,id");
        assertThat(json(past)).isEqualTo(tree("{\"title\":\"Two\",\"id\":\"" + video + "\"}"));
        expect(
                Api.send(api.request(path + "?at=" + two + "&fields=title,id")
                        .header(
                                "If-None-Match",
                                past.headers().firstValue("ETag").orElseThrow())
                        .GET()),
                304);
        expect(api.anonymous().get(path + "?at=" + two), 401);

        List<JsonNode> states = history(video, 1);
        assertThat(states.getFirst().get("type").asText()).isEqualTo("video.deleted");
        assertThat(states.getLast().get("type").asText()).isEqualTo("video.created");
        assertThat(states)
                .filteredOn(state -> state.get("type").asText().equals("video.updated"))
                .hasSize(2);
        assertThat(states.getLast().get("sequence").asLong()).isEqualTo(1);
        assertThat(states).hasSize((int) states.getFirst().get("sequence").asLong());
        expect(api.get("/v1/objects/vid_zzzzzzzzzzzzzzzzzzzzzzzzzz/history"), 404);

        String difference = "/v1/objects/" + video + "/difference";
        JsonNode titles = json(api.get(difference + "?from=" + created.plusMillis(500) + "&to=" + three));
        assertThat(titles.at("/objectId").asText()).isEqualTo(video);
        assertThat(titles.at("/to/data/title").asText()).isEqualTo("Three");
        assertThat(change(json(api.get(difference + "?from=" + two + "&to=" + three)), "/title"))
                .isEqualTo(tree("{\"pointer\":\"/title\",\"before\":\"Two\",\"after\":\"Three\"}"));
        JsonNode whole = json(api.get(difference + "?to=" + three));
        assertThat(change(whole, "/title"))
                .isEqualTo(tree("{\"pointer\":\"/title\",\"before\":\"One\",\"after\":\"Three\"}"));
        JsonNode ended = json(api.get(difference + "?from=" + three));
        assertThat(ended.has("to")).isFalse();
        assertThat(ended.at("/changes/0/pointer").asText()).isEmpty();
        assertThat(ended.at("/changes/0/before/title").asText()).isEqualTo("Three");
        assertThat(json(api.get(difference + "?from=" + before)).get("changes")).isEmpty();
        expect(api.get(difference + "?from=" + three + "&to=" + two), 400);
        expect(api.get("/v1/objects/vid_zzzzzzzzzzzzzzzzzzzzzzzzzz/difference"), 404);
    }

    @Test
    void addressesInThePastAreThoseOfNow() {
        HttpResponse<byte[]> created =
                api.post("/v1/uploads", "{\"video\":{\"title\":\"Public\",\"playbackPolicy\":\"PUBLIC\"}}");
        String video = json(created).get("videoId").asText();
        JsonNode now = json(api.get("/v1/videos/" + video));
        String playback = now.at("/playbackIds/0/id").asText();
        JsonNode past = json(api.get("/v1/playback-ids/" + playback + "?at=" + Instant.now()));
        assertThat(past).isEqualTo(json(api.get("/v1/playback-ids/" + playback)));
        assertThat(past.at("/urls/hls").asText()).startsWith("http");
        JsonNode withVideo = json(api.get("/v1/playback-ids/" + playback + "?expand=video&at=" + Instant.now()));
        assertThat(withVideo.at("/video/id").asText()).isEqualTo(video);
    }

    @Test
    void aChangeIsTakenBackAndThatAgain() {
        String video = video("Before");
        JsonNode change = patched(video, "{\"title\":\"After\",\"description\":\"New\"}");
        patch(video, "{\"externalId\":\"kept\"}");

        JsonNode undone = undone(change);
        assertThat(undone.get("undoes")).isEqualTo(change.get("id"));
        assertThat(undone.get("operation").asText()).isEqualTo("undoChange");
        assertThat(undone.at("/object/id").asText()).isEqualTo(video);
        JsonNode restored = json(api.get("/v1/videos/" + video));
        assertThat(restored.get("title").asText()).isEqualTo("Before");
        assertThat(restored.has("description")).isFalse();
        assertThat(restored.get("externalId").asText()).isEqualTo("kept");
        refused(undo(change), 409, "changed_since");

        JsonNode again = undone(undone);
        assertThat(again.get("undoes")).isEqualTo(undone.get("id"));
        JsonNode redone = json(api.get("/v1/videos/" + video));
        assertThat(redone.get("title").asText()).isEqualTo("After");
        assertThat(redone.get("description").asText()).isEqualTo("New");
        assertThat(json(api.get("/v1/audit/verify")).get("valid").asBoolean()).isTrue();
    }

    @Test
    void whatHasBeenChangedSinceOrCannotBeTakenBackIsRefused() {
        String video = video("A");
        JsonNode change = patched(video, "{\"title\":\"B\"}");
        patch(video, "{\"title\":\"C\"}");
        refused(undo(change), 409, "changed_since");
        assertThat(title("/v1/videos/" + video)).isEqualTo("C");

        JsonNode creation = walk("objectId=" + video, 100).getLast();
        assertThat(creation.get("undoable").asBoolean()).isFalse();
        refused(undo(creation), 422, "not_undoable");

        JsonNode last = patched(video, "{\"title\":\"D\"}");
        expect(api.delete("/v1/videos/" + video), 204);
        refused(undo(last), 409, "changed_since");
        refused(undo(walk("objectId=" + video, 1).getFirst()), 422, "not_undoable");
        expect(api.post("/v1/audit/" + NOBODY + "/undo", ""), 404);
    }

    @Test
    void aValueThatSomebodyElseHasTakenIsAConflict() {
        String video = video("Taken");
        patch(video, "{\"externalId\":\"mine\"}");
        JsonNode change = patched(video, "{\"externalId\":\"other\"}");
        patch(video("Thief"), "{\"externalId\":\"mine\"}");
        refused(undo(change), 409, "conflict");
    }

    @Test
    void ofTwoWhoTakeTheSameBackOneDoes() {
        JsonNode change = patched(video("Race"), "{\"title\":\"Raced\"}");
        List<Integer> statuses = Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> undo(change).statusCode()))
                .limit(6)
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .sorted()
                .toList();
        assertThat(statuses).containsExactly(200, 409, 409, 409, 409, 409);
    }

    @Test
    void anUndoingIsRepeatedWithItsKey() {
        JsonNode change = patched(video("Once"), "{\"title\":\"Twice\"}");
        HttpResponse<byte[]> first = undoWithKey(change);
        HttpResponse<byte[]> second = undoWithKey(change);
        expect(first, 200);
        expect(second, 200);
        assertThat(json(second)).isEqualTo(json(first));
    }

    private static HttpResponse<byte[]> undoWithKey(JsonNode entry) {
        return Api.send(api.request("/v1/audit/" + entry.get("id").asText() + "/undo")
                .header("Idempotency-Key", "undo-" + entry.get("id").asText())
                .POST(BodyPublishers.noBody()));
    }

    private static HttpResponse<byte[]> undo(JsonNode entry) {
        return Api.send(
                api.request("/v1/audit/" + entry.get("id").asText() + "/undo").POST(BodyPublishers.noBody()));
    }

    private static JsonNode undone(JsonNode entry) {
        HttpResponse<byte[]> answer = undo(entry);
        expect(answer, 200);
        return json(answer);
    }

    private static void refused(HttpResponse<byte[]> answer, int status, String code) {
        expect(answer, status);
        assertThat(json(answer).get("code").asText()).isEqualTo(code);
    }

    private static String video(String title) {
        ObjectNode draft = JSON.createObjectNode();
        draft.putObject("video").put("title", title);
        HttpResponse<byte[]> created = api.post("/v1/uploads", draft.toString());
        expect(created, 201);
        return json(created).get("videoId").asText();
    }

    private static JsonNode patch(String video, String patch) {
        HttpResponse<byte[]> answer = api.patch("/v1/videos/" + video, patch);
        expect(answer, 200);
        return json(answer);
    }

    /** Patches, and gives the entry of that. */
    private static JsonNode patched(String video, String patch) {
        patch(video, patch);
        return walk("objectId=" + video, 1).getFirst();
    }

    /** When the last change of a video was written down. */
    private static Instant at(JsonNode video) {
        JsonNode entry = json(api.get(
                        "/v1/audit?limit=1&objectId=" + video.get("id").asText()))
                .at("/items/0");
        return Instant.parse(entry.get("at").asText());
    }

    private static String title(String path) {
        HttpResponse<byte[]> answer = api.get(path);
        expect(answer, 200);
        return json(answer).get("title").asText();
    }

    private static JsonNode only(String query) {
        List<JsonNode> found = walk(query, 100);
        assertThat(found).as(query).hasSize(1);
        return found.getFirst();
    }

    private static List<JsonNode> walk(String query, int limit) {
        return pages("/v1/audit?" + query + "&limit=" + limit);
    }

    private static List<JsonNode> history(String object, int limit) {
        return pages("/v1/objects/" + object + "/history?limit=" + limit);
    }

    private static List<JsonNode> pages(String path) {
        List<JsonNode> all = new ArrayList<>();
        String cursor = "";
        do {
            HttpResponse<byte[]> answer = api.get(path + cursor);
            expect(answer, 200);
            JsonNode page = json(answer);
            page.get("items").forEach(all::add);
            cursor =
                    page.has("nextCursor") ? "&cursor=" + page.get("nextCursor").asText() : null;
        } while (cursor != null);
        return all;
    }

    private static List<JsonNode> lines(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8)
                .lines()
                .map(AuditIT::tree)
                .toList();
    }

    private static JsonNode change(JsonNode answer, String pointer) {
        Map<String, JsonNode> changes = new HashMap<>();
        answer.get("changes").forEach(each -> changes.put(each.get("pointer").asText(), each));
        return changes.get(pointer);
    }

    private static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    /** With the members of all objects in the order of their names; all names here are ASCII. */
    private static JsonNode sorted(JsonNode node) {
        if (node.isArray()) {
            var items = JSON.createArrayNode();
            node.forEach(item -> items.add(sorted(item)));
            return items;
        }
        if (!node.isObject()) {
            return node;
        }
        ObjectNode object = JSON.createObjectNode();
        node.properties().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(each -> object.set(each.getKey(), sorted(each.getValue())));
        return object;
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
