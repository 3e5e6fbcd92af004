package tv.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.sluice.Api.expect;
import static tv.sluice.Api.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tv.sluice.Api;
import tv.sluice.Clips;
import tv.sluice.EventRecords;
import tv.sluice.Following;
import tv.sluice.Polling;
import tv.sluice.Services;
import tv.sluice.platform.journal.CanonicalJson;

/** What happens becomes events: all of it, in order, each with the object as it then was. */
class EventsIT {
    @RegisterExtension
    static final Services SERVICES = new Services();

    private static final Duration DEADLINE = Duration.ofMinutes(3);
    private static final Duration SOON = Duration.ofSeconds(10);

    @Test
    void anUploadIsToldFromItsBeginningToTheReadyVideo() throws IOException {
        Api api = SERVICES.api();
        String video = api.upload(Clips.small(), "Told");
        api.awaitFinal(video, DEADLINE);
        List<JsonNode> events = all(api, "objectId=" + video + "&order=asc");
        assertThat(events.stream().map(event -> event.get("type").asText()))
                .startsWith("video.created", "video.processing")
                .contains("video.playable")
                .endsWith("video.ready");
        assertSequencesHaveNoGap(events);
        JsonNode ready = events.getLast();
        assertThat(CanonicalJson.of(ready.get("data")))
                .as("the video as its GET shows it")
                .isEqualTo(CanonicalJson.of(json(api.get("/v1/videos/" + video))));
        assertThat(ready.at("/actor/kind").asText()).isEqualTo("SYSTEM");
        assertThat(events.getFirst().at("/actor/kind").asText()).isEqualTo("API_KEY");
        assertThat(events.get(1).at("/actor/kind").asText())
                .as("the bytes came by the upload's URL")
                .isEqualTo("UPLOAD_URL");
        assertThat(ready.get("requestId"))
                .as("all goes back to the request that created the upload")
                .isEqualTo(events.getFirst().get("requestId"));
    }

    @Test
    void whatBelongsToAVideoIsToldAsWell() throws IOException {
        Api api = SERVICES.api();
        JsonNode created = json(api.post("/v1/uploads", "{}"));
        String video = created.get("videoId").asText();
        String upload = created.get("id").asText();
        JsonNode second = json(api.post("/v1/playback-ids", "{\"videoId\":\"" + video + "\",\"policy\":\"PUBLIC\"}"));
        expect(api.delete("/v1/playback-ids/" + second.get("id").asText()), 204);
        expect(api.patch("/v1/videos/" + video, "{\"title\":\"Another\"}"), 200);
        expect(api.patch("/v1/videos/" + video, "{\"title\":\"Another\"}"), 200);
        expect(api.delete("/v1/uploads/" + upload), 204);
        assertThat(types(all(api, "order=asc&objectId=" + upload)))
                .containsExactly("upload.created", "upload.cancelled");
        assertThat(types(all(api, "order=asc&objectId=" + second.get("id").asText())))
                .containsExactly("playback_id.created", "playback_id.deleted");
        List<JsonNode> ofVideo = all(api, "order=asc&objectId=" + video);
        assertThat(types(ofVideo))
                .as("a patch that changes nothing is no event")
                .containsExactly("video.created", "video.updated", "video.updated", "video.updated", "video.deleted");
        assertSequencesHaveNoGap(ofVideo);
        assertThat(ofVideo.get(3).at("/data/title").asText()).isEqualTo("Another");
    }

    @Test
    void keysAreToldWithoutTheirSecret() throws IOException {
        Api api = SERVICES.api();
        JsonNode key = json(api.post("/v1/signing-keys", "{\"name\":\"Told\"}"));
        String id = key.get("id").asText();
        expect(api.delete("/v1/signing-keys/" + id), 204);
        List<JsonNode> events = all(api, "order=asc&objectId=" + id);
        assertThat(types(events)).containsExactly("signing_key.created", "signing_key.deleted");
        assertThat(events).allSatisfy(event -> {
            assertThat(event.toString()).doesNotContain("PRIVATE KEY");
            assertThat(event.at("/data/publicKey").asText()).contains("PUBLIC KEY");
            assertThat(event.at("/actor/kind").asText()).isEqualTo("API_KEY");
        });
    }

    @Test
    void aListIsFilteredAndFollowed() {
        Api api = SERVICES.api();
        String video = json(api.post("/v1/uploads", "{}")).get("videoId").asText();
        for (int i = 0; i < 3; i++) {
            expect(api.patch("/v1/videos/" + video, "{\"title\":\"" + i + "\"}"), 200);
        }
        String of = "&objectId=" + video;
        assertThat(types(all(api, "type=video.updated" + of)))
                .containsExactly("video.updated", "video.updated", "video.updated");
        assertThat(types(all(api, "order=asc&type=video.*" + of))).hasSize(4).startsWith("video.created");
        assertThat(all(api, "type=upload.*" + of)).isEmpty();
        List<JsonNode> newest = all(api, "order=desc" + of);
        assertThat(newest.getFirst().at("/data/title").asText()).isEqualTo("2");
        String second = newest.get(2).get("id").asText();
        assertThat(all(api, "order=asc&after=" + second + of).stream()
                        .map(event -> event.at("/data/title").asText()))
                .containsExactly("1", "2");
        assertThat(all(api, "order=desc&after=" + second + of)).hasSize(1);
        assertThat(all(api, "order=asc&type=video.updated,upload.created&after=" + second).stream()
                        .filter(event -> event.at("/object/id").asText().equals(video)))
                .hasSize(2);
        JsonNode one = json(api.get("/v1/events/" + second));
        assertThat(one).isEqualTo(newest.get(2));
    }

    @Test
    void whatIsNoEventIsRefused() {
        Api api = SERVICES.api();
        String unknown = "evt_01jd8wq2k3m4n5p6q7r8s9t0ve";
        expect(api.get("/v1/events/" + unknown), 404);
        expect(api.get("/v1/events?after=" + unknown), 400);
        expect(api.get("/v1/events?after=vid_01jd8wq2k3m4n5p6q7r8s9t0ve"), 400);
        expect(api.get("/v1/events?type=video"), 400);
        expect(Api.send(api.request("/v1/events/stream").header("Last-Event-ID", unknown)), 400);
        expect(Api.send(api.request("/v1/events/stream").header("Last-Event-ID", "1")), 400);
        expect(api.get("/v1/events/stream?limit=1"), 400);
        expect(api.anonymous().get("/v1/events/stream"), 401);
        expect(api.delete("/v1/events/stream"), 405);
    }

    /** Whoever pages while others write gets each event once, in the order of the commits. */
    @Test
    void pagingIsStableUnderWrites() throws InterruptedException {
        Api api = SERVICES.api();
        String first = json(api.post("/v1/uploads", "{}")).get("videoId").asText();
        String begin = all(api, "objectId=" + first).getFirst().get("id").asText();
        List<Thread> writers = new ArrayList<>();
        List<String> videos = new CopyOnWriteArrayList<>();
        for (int writer = 0; writer < 4; writer++) {
            writers.add(Thread.startVirtualThread(() -> {
                for (int i = 0; i < 15; i++) {
                    String video =
                            json(api.post("/v1/uploads", "{}")).get("videoId").asText();
                    videos.add(video);
                    expect(api.patch("/v1/videos/" + video, "{\"title\":\"" + i + "\"}"), 200);
                }
            }));
        }
        List<JsonNode> seen = new ArrayList<>();
        String after = begin;
        boolean writing = true;
        while (true) {
            List<JsonNode> more = all(api, "order=asc&after=" + after);
            seen.addAll(more);
            if (more.isEmpty() && !writing) {
                break;
            }
            after = more.isEmpty() ? after : more.getLast().get("id").asText();
            writing = writers.stream().anyMatch(Thread::isAlive);
        }
        for (Thread writer : writers) {
            writer.join();
        }
        assertThat(videos).hasSize(60);
        assertThat(seen.stream().map(event -> event.get("id").asText())).doesNotHaveDuplicates();
        for (String video : videos) {
            assertThat(types(of(seen, video))).containsExactly("video.created", "video.updated");
        }
        List<String> again = all(api, "order=asc&after=" + begin).stream()
                .map(event -> event.get("id").asText())
                .filter(id ->
                        seen.stream().anyMatch(event -> event.get("id").asText().equals(id)))
                .toList();
        assertThat(again)
                .as("the order is the same for everybody")
                .isEqualTo(seen.stream().map(event -> event.get("id").asText()).toList());
    }

    @Test
    void aStreamTellsAtOnceAndGoesOnWhereItWas() {
        Api api = SERVICES.api();
        String last;
        String video;
        try (Following stream = Following.of(api, "?type=video.*", null)) {
            assertThat(stream.head().getFirst()).contains("200");
            assertThat(stream.head()).anyMatch(line -> line.equalsIgnoreCase("content-type: text/event-stream"));
            video = json(api.post("/v1/uploads", "{}")).get("videoId").asText();
            Polling.until("the event comes", SOON, () -> !stream.of(video).isEmpty());
            expect(api.patch("/v1/videos/" + video, "{\"title\":\"1\"}"), 200);
            Polling.until("the next comes", SOON, () -> stream.of(video).size() == 2);
            assertThat(types(stream.of(video))).containsExactly("video.created", "video.updated");
            assertThat(types(stream.events())).allMatch(type -> type.startsWith("video."));
            last = stream.of(video).getLast().get("id").asText();
        }
        for (int i = 2; i < 250; i++) {
            expect(api.patch("/v1/videos/" + video, "{\"title\":\"" + i + "\"}"), 200);
        }
        try (Following stream = Following.of(api, "", last)) {
            Polling.until(
                    "what was missed comes", DEADLINE, () -> stream.of(video).size() == 248);
            expect(api.patch("/v1/videos/" + video, "{\"title\":\"250\"}"), 200);
            Polling.until("and what is new", SOON, () -> stream.of(video).size() == 249);
            assertThat(stream.of(video).stream()
                            .map(event -> event.get("sequence").asLong()))
                    .as("no gap, nothing twice")
                    .isEqualTo(LongStream.rangeClosed(3, 251).boxed().toList());
        }
    }

    @Test
    void kafkaIsToldWithTheTrace() {
        Api api = SERVICES.api();
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        JsonNode created = json(Api.send(api.request("/v1/uploads")
                .header("Content-Type", "application/json")
                .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))));
        String video = created.get("videoId").asText();
        expect(api.patch("/v1/videos/" + video, "{\"title\":\"Told\"}"), 200);
        List<EventRecords.Received> told = EventRecords.until(
                SERVICES.program().serverAddresses(),
                DEADLINE,
                all -> all.stream().filter(each -> each.key().equals(video)).count() == 2);
        List<EventRecords.Received> ofVideo =
                told.stream().filter(each -> each.key().equals(video)).toList();
        assertThat(ofVideo.stream().map(each -> each.value().get("type").asText()))
                .containsExactly("video.created", "video.updated");
        assertThat(ofVideo.getFirst().traceParent())
                .startsWith("00-" + trace + "-")
                .endsWith("-01");
        assertThat(ofVideo.getFirst().value().get("space").asText()).startsWith("ten_");
        assertThat(ofVideo.getFirst().value().at("/data/id").asText()).isEqualTo(video);
    }

    private static List<JsonNode> of(List<JsonNode> events, String objectId) {
        return events.stream()
                .filter(event -> event.at("/object/id").asText().equals(objectId))
                .toList();
    }

    private static List<String> types(List<JsonNode> events) {
        return events.stream().map(event -> event.get("type").asText()).toList();
    }

    private static void assertSequencesHaveNoGap(List<JsonNode> events) {
        for (int i = 0; i < events.size(); i++) {
            assertThat(events.get(i).get("sequence").asLong()).isEqualTo(i + 1);
        }
    }

    /** All pages of the list. */
    private static List<JsonNode> all(Api api, String query) {
        List<JsonNode> items = new ArrayList<>();
        String cursor = "";
        do {
            var answer = api.get("/v1/events?limit=7&" + query + cursor);
            expect(answer, 200);
            json(answer).get("items").forEach(items::add);
            JsonNode next = json(answer).get("nextCursor");
            cursor = next == null ? "" : "&cursor=" + next.asText();
        } while (!cursor.isEmpty());
        return items;
    }
}
