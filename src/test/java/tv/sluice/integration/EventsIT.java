package tv.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.sluice.Api.expect;
import static tv.sluice.Api.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tv.sluice.Api;
import tv.sluice.Clips;
import tv.sluice.Services;

/** What happens becomes events: all of it, in order, each with the object as it then was. */
class EventsIT {
    @RegisterExtension
    static final Services SERVICES = new Services();

    private static final Duration DEADLINE = Duration.ofMinutes(3);

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
        assertThat(ready.get("data"))
                .as("the video as its GET shows it")
                .isEqualTo(json(api.get("/v1/videos/" + video)));
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
