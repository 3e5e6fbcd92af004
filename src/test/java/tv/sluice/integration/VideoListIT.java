package tv.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.sluice.Api.expect;
import static tv.sluice.Api.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tv.sluice.Api;
import tv.sluice.SluiceProcess;

/** Lists of videos in every order, expanded references, and changes in bulk. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class VideoListIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> TITLES =
            List.of("beta", "Alpha", "alpha", "50% off", "50 of", "a_b", "axb", "Übung", "ßtraße", "", "beta", "Alpha");
    private static final String NOBODY = "vid_zzzzzzzzzzzzzzzzzzzzzzzzzz";

    private static SluiceProcess program;
    private static Api api;
    /** Title by id, in the order of creation. */
    private static final Map<String, String> VIDEOS = new LinkedHashMap<>();

    @BeforeAll
    static void someVideos() throws IOException {
        program = SluiceProcess.inTemporaryFolder()
                .withRoles("api")
                .with("sluice.database.timeout", "30s")
                .start()
                .awaitReady();
        api = program.api();
        for (String title : TITLES) {
            String body = JSON.writeValueAsString(Map.of("video", title.isEmpty() ? Map.of() : Map.of("title", title)));
            HttpResponse<byte[]> created = api.post("/v1/uploads", body);
            expect(created, 201);
            VIDEOS.put(json(created).get("videoId").asText(), title);
        }
    }

    @AfterAll
    static void stop() {
        program.close();
    }

    @Test
    @Order(1)
    void everyOrderIsWholeWhateverThePageSize() {
        List<String> byId = VIDEOS.keySet().stream().sorted().toList();
        List<String> byTitle = byId.stream()
                .sorted(Comparator.comparing((String id) -> bytes(VIDEOS.get(id)))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
        Map<String, List<String>> expected = Map.of("createdAt", byId, "title", byTitle, "duration", byId);
        expected.forEach((sort, ids) -> {
            for (int limit : List.of(1, 3, 12, 100)) {
                assertThat(walk("sort=" + sort, limit)).as(sort).isEqualTo(ids);
                List<String> reversed = new ArrayList<>(ids);
                Collections.reverse(reversed);
                assertThat(walk("sort=-" + sort, limit)).as("-" + sort).isEqualTo(reversed);
                assertThat(walk("state=WAITING&sort=" + sort, limit)).isEqualTo(ids);
                assertThat(walk("state=READY&sort=" + sort, limit)).isEmpty();
            }
        });
    }

    @Test
    @Order(2)
    void prefixesAreTextInCapitalsOrNot() {
        assertThat(titles("ALPHA")).containsExactly("Alpha", "alpha", "Alpha");
        assertThat(titles("50%")).containsExactly("50% off");
        assertThat(titles("a_")).containsExactly("a_b");
        assertThat(titles("\u00fcB")).containsExactly("Übung");
        assertThat(titles("!")).isEmpty();
    }

    @Test
    @Order(3)
    void timesAreHalfOpen() {
        JsonNode all = json(api.get("/v1/videos?sort=createdAt&limit=100")).get("items");
        assertThat(walk("createdAfter=2020-01-01T00:00:00Z", 5)).hasSize(TITLES.size());
        assertThat(walk("createdBefore=2020-01-01T00:00:00Z", 5)).isEmpty();
        assertThat(walk("createdAfter=2999-01-01T00:00:00Z&sort=createdAt", 5)).isEmpty();
        assertThat(all.get(0).get("id").asText())
                .isEqualTo(VIDEOS.keySet().iterator().next());
        expect(api.get("/v1/videos?createdAfter=2026-02-30T00:00:00Z"), 400);
        expect(api.get("/v1/videos?createdAfter=yesterday"), 400);
    }

    @Test
    @Order(4)
    void whatWouldBeSlowIsRefused() {
        for (String query : List.of(
                "titlePrefix=a&sort=createdAt", "createdAfter=2020-01-01T00:00:00Z&sort=title", "sort=description")) {
            expect(api.get("/v1/videos?" + query), 400);
        }
    }

    @Test
    @Order(5)
    void aCursorIsGoodForItsFilterAndOrderOnly() {
        String cursor =
                json(api.get("/v1/videos?sort=title&limit=2")).get("nextCursor").asText();
        expect(api.get("/v1/videos?sort=title&limit=5&fields=id&cursor=" + cursor), 200);
        for (String other : List.of("", "sort=-title&", "sort=title&state=READY&", "sort=duration&")) {
            HttpResponse<byte[]> refused = api.get("/v1/videos?" + other + "cursor=" + cursor);
            expect(refused, 400);
            assertThat(json(refused).at("/errors/0/code").asText()).isEqualTo("bad_cursor");
        }
    }

    @Test
    @Order(6)
    void listsAreStableWhileRowsComeAndGo() {
        List<String> before = walk("sort=title", 100);
        JsonNode page = json(api.get("/v1/videos?sort=title&limit=6"));
        String last = page.at("/items/5/id").asText();
        expect(api.post("/v1/uploads", "{\"video\":{\"title\":\"0 before all\"}}"), 201);
        expect(api.delete("/v1/videos/" + last), 204);
        List<String> rest = new ArrayList<>();
        json(api.get("/v1/videos?sort=title&limit=100&cursor="
                        + page.get("nextCursor").asText()))
                .get("items")
                .forEach(video -> rest.add(video.get("id").asText()));
        assertThat(rest).isEqualTo(before.subList(6, before.size()));
    }

    @Test
    @Order(7)
    void referencesAreExpanded() {
        JsonNode uploads = json(api.get("/v1/uploads?expand=video&limit=3&fields=id,videoId"));
        assertThat(uploads.get("items")).hasSize(3).allSatisfy(upload -> {
            assertThat(upload.at("/video/id")).isEqualTo(upload.get("videoId"));
            assertThat(upload.at("/video/state").asText()).isEqualTo("WAITING");
            assertThat(upload.has("state")).isFalse();
        });
        HttpResponse<byte[]> one =
                api.get("/v1/uploads/" + uploads.at("/items/0/id").asText() + "?expand=video");
        expect(one, 200);
        assertThat(json(one).at("/video/id")).isEqualTo(json(one).get("videoId"));
        expect(api.get("/v1/uploads?expand=tenant"), 400);
    }

    @Test
    @Order(8)
    void bulkItemsSucceedAndFailEachByItself() {
        List<String> ids = walk("sort=createdAt", 100);
        String body = "{\"items\":["
                + "{\"action\":\"PATCH\",\"videoId\":\"" + ids.get(0) + "\",\"patch\":{\"title\":\"Patched\"}},"
                + "{\"action\":\"PATCH\",\"videoId\":\"" + ids.get(1) + "\",\"patch\":{},\"ifMatch\":\"\\\"99\\\"\"},"
                + "{\"action\":\"DELETE\",\"videoId\":\"" + NOBODY + "\"},"
                + "{\"action\":\"DELETE\",\"videoId\":\"" + ids.get(2) + "\"}]}";
        HttpResponse<byte[]> answer = bulk(body);
        expect(answer, 200);
        JsonNode items = json(answer).get("items");
        assertThat(items.findValuesAsText("httpStatus")).containsExactly("200", "412", "404", "204");
        assertThat(items.at("/0/video/title").asText()).isEqualTo("Patched");
        assertThat(items.at("/1/problem/code").asText()).isEqualTo("precondition_failed");
        assertThat(items.at("/2/problem/requestId").asText())
                .isEqualTo(answer.headers().firstValue("X-Request-Id").orElseThrow());
        expect(api.get("/v1/videos/" + ids.get(2)), 404);
        HttpResponse<byte[]> again = bulk(body);
        assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
        assertThat(again.body()).isEqualTo(answer.body());
    }

    @Test
    @Order(9)
    void badBulkCallsDoNothing() {
        String id = walk("sort=createdAt", 100).getFirst();
        String item = "{\"action\":\"DELETE\",\"videoId\":\"" + id + "\"}";
        for (String items : List.of(
                item + ",{\"action\":\"PATCH\",\"videoId\":\"" + id + "\"}",
                item + ",{\"action\":\"DELETE\",\"videoId\":\"" + id + "\",\"patch\":{}}",
                item + ",{\"action\":\"PATCH\",\"videoId\":\"" + id + "\",\"patch\":{\"state\":\"READY\"}}",
                String.join(",", Collections.nCopies(101, item)))) {
            expect(api.post("/v1/videos/bulk", "{\"items\":[" + items + "]}"), 400);
        }
        expect(api.get("/v1/videos/" + id), 200);
    }

    private static HttpResponse<byte[]> bulk(String body) {
        return Api.send(api.request("/v1/videos/bulk")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "bulk")
                .POST(BodyPublishers.ofString(body)));
    }

    private static List<String> titles(String prefix) {
        JsonNode page = json(api.get("/v1/videos?titlePrefix=" + URLEncoder.encode(prefix, StandardCharsets.UTF_8)));
        return page.get("items").findValuesAsText("title");
    }

    private static List<String> walk(String query, int limit) {
        List<String> ids = new ArrayList<>();
        String cursor = "";
        do {
            HttpResponse<byte[]> answer = api.get("/v1/videos?" + query + "&limit=" + limit + cursor);
            expect(answer, 200);
            json(answer).get("items").forEach(video -> ids.add(video.get("id").asText()));
            String next = json(answer).path("nextCursor").asText();
            cursor = next.isEmpty() ? "" : "&cursor=" + next;
        } while (!cursor.isEmpty());
        return ids;
    }

    /** Titles compare as bytes of UTF-8, in small letters; characters of one byte each compare alike. */
    private static String bytes(String title) {
        return new String(title.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
